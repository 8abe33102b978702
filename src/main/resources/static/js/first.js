// The first images of a dataset that is not finished: they are known before they are made.

import { h, put } from "./dom.js";
import { address, get } from "./api.js";
import { Tiles } from "./tiles.js";
import { view } from "./viewer.js";

const SHOWN = 24;

export class FirstImages {
  #place = h("div", { class: "tiles" });
  #items = [];

  constructor(dataset, text) {
    this.element = h("section", { "aria-labelledby": "first" }, h("h2", { id: "first" }, "First images"),
      h("p", { class: "hint" }, text), this.#place);
    this.#load(dataset);
  }

  async #load({ id, output_dir: title, request, expected_labels: labels }) {
    try {
      const names = new Map(labels.map((each) => [each.label, each.name]));
      const { items } = await get(address(id, `/preview?n=${SHOWN}`));
      this.#items = items.map((sample, index) => ({ index, sample, name: names.get(sample.label) ?? `label ${sample.label}` }));
      const tiles = new Tiles(this.#place, (i) => view({ title: `${title} train`, palette: request.palette,
        count: () => this.#items.length, item: (at) => this.#items[at], closed: (at) => tiles.focus(at) }, i));
      tiles.show(this.#items, request.palette);
    } catch (problem) {
      put(this.#place, h("p", { class: "hint" }, problem.message));
    }
  }
}
