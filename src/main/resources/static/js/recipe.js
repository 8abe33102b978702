// What a dataset was asked to be: in a line, and as something to copy.

import { h } from "./dom.js";
import { copyButton } from "./copy.js";
import { bytes, number, words } from "./format.js";
import { asCommand, asCurl, asJson, queryOf } from "./request.js";
import { absolute } from "./api.js";
import { heldOutFact, heldOutWords } from "./held.js";
import { defaults } from "./fields.js";

const range = (from, to) => from === to ? String(from) : `${from} to ${to}`;

const shares = (group) => Object.entries(group).filter(([, share]) => share > 0)
  .map(([name, share]) => `${name} ${share}`).join(", ");

/** Which values objects have; the usual way is not told. */
const values = ({ palette, values: some, value_mode: mode }) =>
  [palette, some && `values ${some.join(", ")}`, mode && `${mode} in an image`].filter(Boolean).join(", ");

/** The facts of a recipe, the most telling first. */
export function recipeFacts(request) {
  const side = request.grid_size;
  return [
    `${side} × ${side}`, values(request),
    `${range(request.min_objects, request.max_objects)} ${request.max_objects === 1 ? "object" : "objects"}`,
    `gap ${request.min_gap}`, words(request.label), request.pairs && `pairs: ${request.pairs}`, heldOutFact(request.hold_out), `seed ${request.seed}`].filter(Boolean);
}

export const recipeLine = (request) => h("p", { class: "facts recipe" }, recipeFacts(request).join(" · "));

/** Every value of a request, with its name, as people read it. */
export function recipeSheet(request) {
  const held = request.hold_out;
  const rows = [
    ["Images", `${number(request.num_images)}${held ? `, and ${number(held.num_images)} in ood` : ""}`],
    ["Splits", `${shares(request.splits)}${request.split_by ? `, by ${request.split_by}` : ""}`],
    ...(held ? [["Held out", heldOutWords(held)]] : []),
    ...(request.pairs ? [["Pairs", request.pairs]] : []),
    ["Seed", String(request.seed)],
    ["Grid", `${request.grid_size} × ${request.grid_size}, ${values(request)}`],
    ["Objects", `${range(request.min_objects, request.max_objects)} per image, a gap of ${request.min_gap}`],
    ["Mix", shares(request.mix)],
    ["Label", words(request.label)],
    ["Files", [request.compression, request.annotations && "annotations", request.factors && "factors", request.parquet && "Parquet",
      request.shard_size && `shards of ${number(request.shard_size)} images`].filter(Boolean).join(", ")]];
  return h("dl", { class: "sheet" }, rows.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));
}

/** The address of the form filled with a request; `other` replaces some of it. */
export const formOf = (request, other = {}) => {
  const query = queryOf({ ...request, ...other }, defaults());
  return query === "" ? "./" : `./?${query}`;
};

/** The recipe in the words of each tool, one at a time. */
export function recipeCopies(request) {
  const texts = { curl: asCurl(request), terminal: asCommand(request, defaults()), JSON: asJson(request),
    link: absolute(formOf(request)) };
  const text = h("code");
  const place = h("pre", { tabindex: "0", role: "region", "aria-label": "The recipe" }, text);
  let chosen = "curl";
  const tabs = Object.keys(texts).map((name) => h("button", { type: "button", class: "chip", onclick: () => choose(name) }, name));
  function choose(name) {
    chosen = name;
    text.textContent = texts[name];
    tabs.forEach((tab) => tab.setAttribute("aria-pressed", String(tab.textContent === name)));
  }
  choose(chosen);
  return h("details", { class: "panel" }, h("summary", { class: "button" }, "Copy recipe"),
    h("div", { class: "lines" },
      h("div", { class: "row" }, h("div", { class: "chips", role: "group", "aria-label": "Recipe as" }, tabs),
        copyButton(() => texts[chosen], "the recipe")),
      place));
}

/** A text of a citation, with what is said of it, to copy. */
const cite = (about, text, what) => [
  h("div", { class: "row" }, h("span", {}, about), copyButton(text, `the ${what}`)),
  h("pre", { tabindex: "0", role: "region", "aria-label": what }, h("code", {}, text.trim()))];

/** How to cite a dataset; its own description says it, with the digest of its training images. */
export function citation({ citation: cited }, files) {
  if (!cited) {
    return null; // datasets of before do not tell
  }
  const digests = files.filter((file) => /^(train|val|test|ood)\.npz$/.test(file.name))
    .map((file) => `${file.name} ${bytes(file.bytes)}, SHA-256 ${file.sha256}`).join("\n");
  return h("details", { class: "panel" }, h("summary", { class: "button" }, "Cite"),
    h("div", { class: "lines" },
      cite(`License ${cited.license}, by ${cited.creator}`, cited.bibtex, "BibTeX entry"),
      cited.line && cite("The whole request in a line, from which generate --from-citation makes it again", cited.line, "citation line"),
      digests && h("pre", { tabindex: "0", role: "region", "aria-label": "Digests" }, h("code", {}, digests))));
}
