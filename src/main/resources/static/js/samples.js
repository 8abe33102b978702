// Browsing the images of a finished dataset, each made again by the service.

import { button, h, put } from "./dom.js";
import { address, get } from "./api.js";
import { cellColour, objectColour } from "./palette.js";
import { number } from "./format.js";

const PAGE = 16;
const CELL = 8; // pixels of the canvas

function draw(canvas, sample, palette, withMasks) {
  const side = sample.cells.length;
  canvas.width = canvas.height = side * CELL;
  const pen = canvas.getContext("2d");
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      pen.fillStyle = cellColour(palette, sample.cells[row][column]);
      pen.fillRect(column * CELL, row * CELL, CELL, CELL);
      const object = sample.masks[row][column];
      if (withMasks && object > 0) {
        pen.fillStyle = objectColour(object - 1);
        pen.fillRect(column * CELL + 1, row * CELL + 1, CELL - 2, CELL - 2);
      }
    }
  }
  if (withMasks) {
    sample.objects.forEach(({ box: [row, column, height, width] }, i) => {
      pen.strokeStyle = objectColour(i);
      pen.strokeRect(column * CELL - 0.5, row * CELL - 0.5, width * CELL + 1, height * CELL + 1);
    });
  }
}

function described(sample) {
  return sample.objects.map((object) => `${object.kind} of ${object.size} cells, value ${object.value}, `
    + `at row ${object.box[0]}, column ${object.box[1]}`).join("; ");
}

export class SampleBrowser {
  #dataset;
  #names = new Map();
  #counts;
  #split = "train";
  #first = 0;
  #asked = 0;
  #samples = [];
  #grid = h("div", { class: "samples" });
  #masks = h("input", { type: "checkbox", onchange: () => this.#redraw() });
  #index = h("input", { id: "sample-index", inputmode: "numeric", value: "0", size: "12",
    onchange: () => this.#jump(Number(this.#index.value)) });
  #newer;
  #older;

  constructor(dataset, metadata) {
    this.#dataset = dataset;
    const info = metadata.dataset_info;
    this.#counts = { train: info.train_count, val: info.val_count, test: info.test_count };
    metadata.label_info.classes.forEach((each) => this.#names.set(each.label, each.name));
    const splits = Object.entries(this.#counts).filter(([, count]) => count > 0);
    this.#older = button("Previous", () => this.#jump(this.#first - PAGE));
    this.#newer = button("Next", () => this.#jump(this.#first + PAGE));
    this.element = h("section", { "aria-labelledby": "samples" }, h("h2", { id: "samples" }, "Images"),
      h("div", { class: "row tools" },
        h("label", {}, "Split ", h("select", { onchange: (event) => this.#choose(event.target.value) },
          splits.map(([name, count]) => h("option", { value: name }, `${name} (${number(count)})`)))),
        h("label", { for: "sample-index" }, "From image "), this.#index, this.#older, this.#newer,
        h("label", {}, this.#masks, " Show the masks of objects")),
      this.#grid);
    this.#load();
  }

  #choose(split) {
    this.#split = split;
    return this.#jump(0);
  }

  #jump(index) {
    const last = Math.max(0, this.#counts[this.#split] - 1);
    this.#first = Math.min(last, Math.max(0, Math.trunc(index) || 0));
    this.#index.value = this.#first;
    return this.#load();
  }

  async #load() {
    const visit = ++this.#asked;
    const end = Math.min(this.#first + PAGE, this.#counts[this.#split]);
    this.#older.hidden = this.#first === 0;
    this.#newer.hidden = end === this.#counts[this.#split];
    try {
      const { from, items } = await get(address(this.#dataset.id, `/samples/${this.#split}?from=${this.#first}&n=${PAGE}`));
      if (visit === this.#asked) {
        this.#samples = items.map((sample, i) => ({ index: from + i, ...sample }));
        this.#redraw();
      }
    } catch (problem) {
      if (visit === this.#asked) {
        this.#samples = [];
        put(this.#grid, h("p", { class: "notice bad", role: "alert" }, problem.message));
      }
    }
  }

  #redraw() {
    put(this.#grid, this.#samples.map((sample) => {
      const name = this.#names.get(sample.label) ?? `label ${sample.label}`;
      const canvas = h("canvas", { role: "img", "aria-label": `Image ${sample.index}: ${described(sample)}`,
        title: described(sample).replaceAll("; ", "\n") });
      draw(canvas, sample, this.#dataset.request.palette, this.#masks.checked);
      return h("figure", {}, canvas, h("figcaption", {}, h("span", { class: "index" }, `${number(sample.index)} `),
        `L:${sample.label} ${name}`));
    }));
  }
}
