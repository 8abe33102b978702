// Two datasets side by side: what differs in their recipes, their labels, and whether their bytes are the same.

import { h, put, table } from "./dom.js";
import { address, get } from "./api.js";
import { number, plural, words } from "./format.js";
import { labelOf } from "./fields.js";
import { heldOutWords } from "./held.js";
import { seriesBars, seriesLegend } from "./labels.js";
import { stateChip } from "./recent.js";
import { thumb } from "./thumb.js";

const ARRAYS = /\.(npz|npy|parquet)$/;
const LABELS = 24;

function text(value, name) {
  if (name === "hold_out" && value !== undefined) {
    return `${plural(value.num_images, "image")}: ${heldOutWords(value)}`;
  }
  if (Array.isArray(value)) {
    return value.join(", ");
  }
  if (value !== null && typeof value === "object") {
    return Object.entries(value).map(([part, share]) => `${part} ${share}`).join(", ");
  }
  return value === undefined ? "–" : typeof value === "number" && name !== "seed" ? number(value) : words(String(value));
}

async function read(id) {
  const dataset = await get(address(id));
  if (dataset.state !== "succeeded") {
    return { dataset, shares: new Map(dataset.expected_labels.map((each) => [each.name, each.share])) };
  }
  const [files, metadata] = await Promise.all([get(address(id, "/files")), get(address(id, "/metadata"))]);
  const { labels, images } = metadata.statistics.train;
  return { dataset, files, shares: new Map(metadata.label_info.classes
    .filter((each) => labels[each.label]?.images > 0).map((each) => [each.name, labels[each.label].images / images])) };
}

function recipes(a, b) {
  const names = [...new Set([...Object.keys(a.request), ...Object.keys(b.request)])].filter((name) => name !== "output_dir");
  const rows = names.map((name) => [labelOf(name), text(a.request[name], name), text(b.request[name], name)]);
  const differing = rows.filter(([, one, other]) => one !== other);
  const heads = ["Field", a.output_dir, b.output_dir];
  return h("section", { "aria-labelledby": "recipes" }, h("h2", { id: "recipes" }, "Recipes"),
    differing.length === 0 ? h("p", {}, "The recipes are the same in every value.") : table("What differs", heads, differing),
    h("details", {}, h("summary", {}, "What is the same"),
      table("What is the same", ["Field", "Both"], rows.filter(([, one, other]) => one === other).map(([name, one]) => [name, one]))));
}

/** The files that hold images and labels; descriptions tell the dataset's name, which always differs. */
function bytesOf(a, b) {
  if (!a.files || !b.files) {
    return "Only finished datasets have files to compare.";
  }
  const digests = (files) => new Map(files.filter((file) => ARRAYS.test(file.name)).map((file) => [file.name, file.sha256]));
  const [one, other] = [digests(a.files), digests(b.files)];
  const shared = [...one.keys()].filter((name) => other.has(name));
  const same = shared.filter((name) => one.get(name) === other.get(name));
  if (same.length === one.size && same.length === other.size) {
    return `The same bytes: all ${plural(same.length, "file")} of arrays are identical.`;
  }
  return same.length === 0 ? "Not the same bytes: no file of arrays is identical."
    : `Partly the same bytes: ${same.join(", ")} ${same.length === 1 ? "is" : "are"} identical, the others are not.`;
}

const labels = (a, b) => h("section", { "aria-labelledby": "labels" }, h("h2", { id: "labels" }, "Labels in train"),
  seriesLegend([a.dataset.output_dir, b.dataset.output_dir]), seriesBars([a, b], LABELS));

const head = (dataset) => h("a", { href: `./?dataset=${dataset.id}`, "data-page": true }, thumb(dataset),
  h("span", { class: "about" }, h("strong", {}, dataset.output_dir),
    h("span", { class: "hint" }, plural(dataset.estimate.num_images, "image")), stateChip(dataset.state)));

export class Comparison {
  #left = false;

  constructor(place, ids) {
    document.title = "Comparison";
    this.#show(place, ids.split(",").slice(0, 2));
  }

  async #show(place, ids) {
    const back = h("p", { class: "back" }, h("a", { href: "./?view=datasets", "data-page": true }, "All datasets"));
    try {
      const [a, b] = await Promise.all([ids[0] ?? "", ids[1] ?? ""].map(read));
      if (this.#left) {
        return;
      }
      document.title = `${a.dataset.output_dir} and ${b.dataset.output_dir}`;
      const verdict = bytesOf(a, b);
      put(place, back, h("h1", { tabindex: "-1" }, "Side by side"),
        h("ul", { class: "cards" }, [a, b].map(({ dataset }) => h("li", {}, head(dataset)))),
        h("p", { class: verdict.startsWith("The same") ? "notice good" : "notice", id: "verdict" }, verdict),
        recipes(a.dataset, b.dataset), labels(a, b));
    } catch (problem) {
      if (!this.#left) {
        put(place, back, h("h1", { tabindex: "-1" }, "These datasets cannot be compared"),
          h("p", {}, problem.status === 404 ? "One of them no longer exists." : problem.message));
      }
    }
  }

  leave() {
    this.#left = true;
  }
}
