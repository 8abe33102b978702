// The files of a dataset: all in one table, or the shards of each split by themselves where there are many.

import { button, h, put, table } from "./dom.js";
import { copyButton } from "./copy.js";
import { bytes, number, plural } from "./format.js";

const FEW = 16; // files that are shown at once
const PORTION = 100; // shards that are added to those that are shown

const contents = (file) => file.table ? [`${number(file.table.rows)} ${file.table.of}, a row each`]
  : (file.arrays ?? []).map((array) => `${array.name} ${array.dtype} (${array.shape.join(", ")})`);

/** What a file holds a part of: the arrays of a split, or a table of it; nothing where it is by itself. */
const series = (file) => file.table ? `${file.table.split}, ${file.table.of} in Parquet` : file.split;

const total = (files, what) => files.reduce((sum, file) => sum + what(file), 0);

const link = (file) => h("a", { href: file.href, download: file.name }, file.name);

const rows = (file) => file.table?.rows ?? file.images;

const firstCandidate = (file) => file.table?.first_candidate ?? file.first_candidate;

const digest = (file) => h("span", { class: "digest" }, h("code", { title: file.sha256 }, `${file.sha256.slice(0, 12)}…`),
  copyButton(file.sha256, `the SHA-256 of ${file.name}`));

function filesTable(caption, files) {
  const lines = files.map((file) =>
    [link(file), bytes(file.bytes), contents(file).map((line) => h("div", {}, line)), digest(file)]);
  return table(caption, ["File", "Size", "Holds", "SHA-256"], lines, { class: "files" });
}

/** The shards of a split or of a table, listed when somebody wants to see them, and then some at a time: there may be thousands. */
function shards(split, files) {
  const place = h("div");
  const what = files[0].table?.of ?? "images";
  let shown = 0;

  function showMore() {
    shown = Math.min(shown + PORTION, files.length);
    const lines = files.slice(0, shown).map((file) =>
      [link(file), bytes(file.bytes), number(rows(file)), number(firstCandidate(file)), digest(file)]);
    put(place,
      files[0].arrays && h("p", { class: "hint" }, `Each holds, of its own n images: ${
        files[0].arrays.map((array) => `${array.name} ${array.dtype} (${["n", ...array.shape.slice(1)].join(", ")})`).join(", ")}`),
      table(`Files of ${split}`, ["File", "Size", what === "images" ? "Images" : "Objects", "From candidate", "SHA-256"], lines,
        { class: "files" }),
      shown < files.length && h("div", { class: "actions" },
        button(`Show ${number(Math.min(PORTION, files.length - shown))} more of ${number(files.length - shown)}`, showMore)));
  }

  return h("details", { ontoggle: () => shown === 0 && showMore() },
    h("summary", {}, `${split}: ${number(files.length)} files, ${bytes(total(files, (file) => file.bytes))}, ${
      number(total(files, rows))} ${what}`), place);
}

/** The shards of each split and of its tables, by what they are; none where all files can be shown at once. */
export function shardsBySplit(files) {
  const splits = new Map();
  for (const file of files.length > FEW ? files : []) {
    const name = series(file);
    if (name && !splits.has(name)) {
      splits.set(name, []);
    }
    splits.get(name)?.push(file);
  }
  return splits;
}

export function filesSection(files) {
  const splits = shardsBySplit(files);
  const others = splits.size === 0 ? files : files.filter((file) => !series(file));
  return h("section", { "aria-labelledby": "files" }, h("h2", { id: "files" }, "Files"),
    h("p", { class: "hint" }, `${plural(files.length, "file")}, ${bytes(total(files, (file) => file.bytes))}`),
    [...splits].map(([split, all]) => shards(split, all)),
    filesTable(splits.size === 0 ? "Files" : "Other files", others));
}
