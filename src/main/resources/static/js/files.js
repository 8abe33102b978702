// The files of a dataset: all in one table, or the shards of each split by themselves where there are many.

import { button, h, put, table } from "./dom.js";
import { address } from "./api.js";
import { copyButton } from "./copy.js";
import { bytes, number } from "./format.js";

const FEW = 16; // files that are shown at once
const PORTION = 100; // shards that are added to those that are shown

const contents = (file) => (file.arrays ?? []).map((array) => `${array.name} ${array.dtype} (${array.shape.join(", ")})`);

const total = (files, what) => files.reduce((sum, file) => sum + what(file), 0);

const link = (file) => h("a", { href: file.href, download: file.name }, file.name);

const digest = (file) => h("span", { class: "digest" }, h("code", {}, file.sha256),
  copyButton(file.sha256, `the SHA-256 of ${file.name}`));

function filesTable(caption, files) {
  const rows = files.map((file) =>
    [link(file), bytes(file.bytes), contents(file).map((line) => h("div", {}, line)), digest(file)]);
  return table(caption, ["File", "Size", "Arrays", "SHA-256"], rows, { class: "files" });
}

/** The shards of a split, listed when somebody wants to see them, and then some at a time: there may be thousands. */
function shards(split, files) {
  const place = h("div");
  let shown = 0;

  function showMore() {
    shown = Math.min(shown + PORTION, files.length);
    const rows = files.slice(0, shown).map((file) =>
      [link(file), bytes(file.bytes), number(file.images), number(file.first_candidate), digest(file)]);
    put(place,
      h("p", { class: "hint" }, `Each holds, of its own n images: ${
        files[0].arrays.map((array) => `${array.name} ${array.dtype} (${["n", ...array.shape.slice(1)].join(", ")})`).join(", ")}`),
      table(`Files of ${split}`, ["File", "Size", "Images", "From candidate", "SHA-256"], rows, { class: "files" }),
      shown < files.length && h("div", { class: "actions" },
        button(`Show ${number(Math.min(PORTION, files.length - shown))} more of ${number(files.length - shown)}`, showMore)));
  }

  return h("details", { ontoggle: () => shown === 0 && showMore() },
    h("summary", {}, `${split}: ${number(files.length)} files, ${bytes(total(files, (file) => file.bytes))}, ${
      number(total(files, (file) => file.images))} images`), place);
}

/** The shards of each split, by its name; none where all files can be shown at once. */
export function shardsBySplit(files) {
  const splits = new Map();
  for (const file of files.length > FEW ? files : []) {
    if (file.split && !splits.has(file.split)) {
      splits.set(file.split, []);
    }
    splits.get(file.split)?.push(file);
  }
  return splits;
}

export function filesSection(dataset, files) {
  const splits = shardsBySplit(files);
  const others = splits.size === 0 ? files : files.filter((file) => !file.split);
  return h("section", { "aria-labelledby": "files" }, h("h2", { id: "files" }, "Files"),
    h("p", {}, h("a", { href: address(dataset.id, "/files.tar"), download: "" }, "All in one archive"),
      ` (${number(files.length)} files, ${bytes(total(files, (file) => file.bytes))})`),
    [...splits].map(([split, all]) => shards(split, all)),
    filesTable(splits.size === 0 ? "Files" : "Other files", others));
}
