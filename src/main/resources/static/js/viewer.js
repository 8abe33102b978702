// One image in a dialog: large, with its coordinates, objects and values; from there to the one before and the next.

import { button, byId, h, put, table } from "./dom.js";
import { drawLarge } from "./image.js";
import { number, plural } from "./format.js";
import { boxOf, boxOfPartner, differenceWords } from "./pair.js";
import { objectColour } from "./palette.js";
import { copyButton } from "./copy.js";

const SWIPE = 50; // pixels

const dialog = byId("viewer");
const shows = { masks: false, values: false };
let source = null;
let at = 0;
let asked = 0;

function array({ cells, label }, ending = "") {
  const rows = cells.map((row) => `    [${row.join(", ")}],`).join("\n");
  return `image${ending} = np.array([\n${rows}\n], dtype=np.uint8)\nlabel${ending} = ${label}\n`;
}

function numpy({ sample, index, name }) {
  return `import numpy as np\n\n# ${source.title} #${index}: ${name}\n${array(sample)}`
    + (sample.partner ? `# its partner\n${array(sample.partner, "_b")}` : "");
}

const swatch = (i) => {
  const mark = h("span", { class: "swatch", "aria-hidden": "true" });
  mark.style.background = objectColour(i);
  return mark;
};

/** The kind of an object and its shape within that, such as pattern: plus, or line vertical. */
function kind({ kind: name, family }) {
  const shape = family.replaceAll("_", " ");
  return shape.startsWith(name) ? shape : `${name}: ${shape}`;
}

function objectsTable(sample) {
  const haveFactors = sample.difficulty !== undefined;
  const rows = sample.objects.map((object, i) => [[shows.masks && swatch(i), String(i + 1)], kind(object), object.value, object.size,
    object.box.slice(0, 2).join(", "), object.box.slice(2).join(" × "),
    ...(haveFactors ? [h("code", {}, object.shape), object.orientation] : [])]);
  return table("Objects of the image", ["#", "Kind", "Value", "Cells", "Row, column", "Height × width",
    ...(haveFactors ? ["Shape", "Orientation"] : [])], rows);
}

const NO_GAP = 255; // of a single object

/** Such as: Difficulty: smallest gap 2; 1 object at the border; 0 pairs of equal value. */
const difficultyWords = ({ smallest_gap: gap, objects_at_border: atBorder, pairs_of_equal_value: equal }) =>
  `Difficulty: ${gap === NO_GAP ? "no gap, as there is one object" : `smallest gap ${gap}`}; `
  + `${plural(atBorder, "object")} at the border; ${plural(equal, "pair")} of equal value`;

function option(name, text) {
  return h("label", { class: "option" }, h("input", { type: "checkbox", checked: shows[name], onchange: (event) => {
    shows[name] = event.target.checked;
    show(false);
  } }), text);
}

/** Everything but the buttons is drawn anew, so that whoever steps through keeps the focus. */
const place = h("div", { class: "shown" });
const title = h("h2", { id: "viewer-title", tabindex: "-1" });
const spoken = h("p", { class: "unseen", role: "status" });
const before = button("Previous", () => step(-1));
const after = button("Next", () => step(1));
const options = h("div", { class: "options" }, option("masks", "Highlight objects"), option("values", "Values"));
const copies = h("div", { class: "options" });

put(dialog,
  h("div", { class: "row" }, title, button("Close", () => dialog.close())),
  place,
  h("div", { class: "row controls" }, h("div", { class: "options" }, before, after), options, copies),
  spoken);

async function show(moves = true) {
  const turn = ++asked;
  const item = await source.item(at);
  if (turn !== asked || item === null) {
    return;
  }
  const { sample, index, name } = item;
  title.textContent = `${source.title} #${number(index)}`;
  const link = source.link?.(index);
  put(place,
    drawLarge(sample, source.palette, { ...shows, name: "Image", differs: sample.partner && boxOf(sample) }),
    sample.partner && drawLarge(sample.partner, source.palette, { ...shows, name: "Partner", differs: boxOfPartner(sample) }),
    h("div", { class: "facts-of-image" },
      h("p", {}, h("strong", {}, name), ` · label ${sample.label} · made from candidate ${number(sample.candidate)}`),
      sample.partner && h("p", {}, `Partner: label ${sample.partner.label}. ${differenceWords(sample)}.`),
      sample.difficulty && h("p", {}, `${difficultyWords(sample.difficulty)}.`),
      objectsTable(sample)));
  put(copies, copyButton(numpy(item), "the image as NumPy", "Copy as NumPy"),
    link && copyButton(link, "a link to the image", "Copy link"));
  before.disabled = at === 0;
  after.disabled = at >= source.count() - 1;
  if (moves) {
    spoken.textContent = `Image ${index}, ${name}, ${plural(sample.objects.length, "object")}`;
    source.moved?.(index);
  }
}

function step(by) {
  if (at + by < 0 || at + by >= source.count()) {
    return;
  }
  at += by;
  return show();
}

dialog.addEventListener("keydown", (event) => {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (by && !event.altKey && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    step(by);
  }
});
let touched = null;
place.addEventListener("touchstart", (event) => {
  touched = event.touches.length === 1 ? event.touches[0].clientX : null;
}, { passive: true });
place.addEventListener("touchend", (event) => {
  const moved = touched === null ? 0 : event.changedTouches[0].clientX - touched;
  if (Math.abs(moved) > SWIPE) {
    step(moved > 0 ? -1 : 1);
  }
}, { passive: true });
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
dialog.addEventListener("close", () => source?.closed?.(at));

/**
 * Opens the dialog.
 *
 * @param images `title`, `palette`, `count()`, `item(i)` which gives `{index, sample, name}` or a promise of it; perhaps
 *     `link(index)`, `moved(index)` and `closed(i)`
 */
export async function view(images, first) {
  source = images;
  at = first;
  await show();
  if (!dialog.open) {
    dialog.showModal();
    title.focus();
  }
}

/** Closes the dialog with the page that opened it. */
export function closeViewer() {
  source = null;
  dialog.close();
}
