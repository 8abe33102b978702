// The files of a dataset, and the lines that fetch and load them.

import { h, say, table } from "./dom.js";
import { bytes } from "./format.js";
import { hasSession } from "./key.js";

function copyButton(text, what) {
  const word = h("span", {}, "Copy");
  return h("button", { type: "button", class: "copy", onclick: async () => {
    try {
      await navigator.clipboard.writeText(text);
      word.textContent = "Copied";
      say(`Copied ${what}`);
    } catch {
      word.textContent = "Select and copy"; // browsers lend the clipboard to HTTPS and to this machine only
      say("The browser does not allow it; select the text and copy it.");
    }
    setTimeout(() => {
      word.textContent = "Copy";
    }, 2000);
  } }, word, h("span", { class: "unseen" }, ` ${what}`));
}

const contents = (file) => (file.arrays ?? []).map((array) => `${array.name} ${array.dtype} (${array.shape.join(", ")})`);

export function filesSection(dataset, files) {
  const rows = files.map((file) => [
    h("a", { href: file.href, download: file.name }, file.name),
    bytes(file.bytes),
    contents(file).map((line) => h("div", {}, line)),
    h("span", { class: "digest" }, h("code", {}, file.sha256),
      copyButton(file.sha256, `the SHA-256 of ${file.name}`)),
  ]);
  return h("section", { "aria-labelledby": "files" }, h("h2", { id: "files" }, "Files"),
    table("Files", ["File", "Size", "Arrays", "SHA-256"], rows, { class: "files" }));
}

function lines(title, text) {
  return h("figure", { class: "lines" },
    h("figcaption", {}, title, copyButton(text, `the lines: ${title}`)),
    h("pre", { tabindex: "0", role: "region", "aria-label": title }, h("code", {}, text)));
}

export function useSection(dataset, files) {
  const arrays = files.filter((file) => file.name.endsWith(".npz"));
  const key = hasSession() ? '-H "X-API-Key: $KEY" ' : "";
  const curl = arrays.map((file) => `curl -f -C - -O ${key}${location.origin}${file.href}`).join("\n");
  const sums = `sha256sum -c <<END\n${arrays.map((file) => `${file.sha256}  ${file.name}`).join("\n")}\nEND`;
  const numpy = `import numpy as np

with np.load("train.npz", allow_pickle=False) as train:
    images, labels = train["images"], train["labels"]`;
  return h("section", { "aria-labelledby": "use" }, h("h2", { id: "use" }, "Use it"),
    lines("Download, resuming where a download stopped", curl), lines("Check", sums), lines("Load", numpy));
}
