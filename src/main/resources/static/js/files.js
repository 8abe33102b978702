// The files of a dataset, and the lines that fetch and load them.

import { h, table } from "./dom.js";
import { bytes } from "./format.js";

function copyButton(text, what) {
  const element = h("button", { type: "button", class: "copy", "aria-label": `Copy ${what}`, onclick: async () => {
    try {
      await navigator.clipboard.writeText(text);
      element.textContent = "Copied";
    } catch {
      element.textContent = "Select it"; // no clipboard without HTTPS
    }
    setTimeout(() => {
      element.textContent = "Copy";
    }, 2000);
  } }, "Copy");
  return element;
}

const contents = (file) => (file.arrays ?? []).map((array) => `${array.name} ${array.dtype} (${array.shape.join(", ")})`);

export function filesSection(dataset, files) {
  const rows = files.map((file) => [
    h("a", { href: file.href, download: file.name }, file.name),
    bytes(file.bytes),
    contents(file).map((line) => h("div", {}, line)),
    h("span", { class: "digest" }, h("code", { title: file.sha256 }, `${file.sha256.slice(0, 12)}…`),
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
  const curl = arrays.map((file) => `curl -C - -O ${location.origin}${file.href}`).join("\n");
  const sums = `sha256sum -c <<END\n${arrays.map((file) => `${file.sha256}  ${file.name}`).join("\n")}\nEND`;
  const numpy = `import numpy as np

with np.load("train.npz", allow_pickle=False) as train:
    images, labels = train["images"], train["labels"]`;
  return h("section", { "aria-labelledby": "use" }, h("h2", { id: "use" }, "Use it"),
    lines("Download, resuming where a download stopped", curl), lines("Check", sums), lines("Load", numpy));
}
