// Browsing the images of a finished dataset, each made again by the service.

import { button, h, put } from "./dom.js";
import { absolute, address, get } from "./api.js";
import { number, plural } from "./format.js";
import { Tiles } from "./tiles.js";
import { closeViewer, view } from "./viewer.js";

const PAGE = 48;
const MOST = 256; // that the service gives at once
const LOOKED_AT = 40 * MOST; // of a filter, before it asks whether to go on
const LABELS = 12; // that a chip each is shown for

export class SampleBrowser {
  #dataset;
  #names = new Map();
  #counts;
  #split = "train";
  #first = 0;
  #label = null;
  #asked = 0;
  #items = [];
  #pages = new Map();
  #place = h("div", { class: "tiles" });
  #tiles = new Tiles(this.#place, (i) => this.#open(i));
  #note = h("p", { class: "hint", role: "status" });
  #masks = h("input", { type: "checkbox", onchange: () => this.#redraw() });
  #index = h("input", { id: "sample-index", inputmode: "numeric", value: "0", size: "9",
    onchange: () => this.#jump(Number(this.#index.value)) });
  #splits;
  #labels;
  #newer = button("Next", () => this.#jump(this.#next()));
  #older = button("Previous", () => this.#jump(this.#first - PAGE));

  constructor(dataset, metadata) {
    this.#dataset = dataset;
    const info = metadata.dataset_info;
    this.#counts = { train: info.train_count, val: info.val_count, test: info.test_count, ood: info.ood_count ?? 0 };
    metadata.label_info.classes.forEach((each) => this.#names.set(each.label, each.name));
    const splits = Object.entries(this.#counts).filter(([, count]) => count > 0);
    this.#splits = h("select", { onchange: (event) => this.#choose(event.target.value, 0) },
      splits.map(([name, count]) => h("option", { value: name }, `${name} (${number(count)})`)));
    const classes = metadata.label_info.classes.filter((each) => each.can_occur);
    this.#labels = this.#filter(classes);
    this.element = h("section", { "aria-labelledby": "samples" },
      h("div", { class: "row" }, h("h2", { id: "samples" }, "Images"),
        h("div", { class: "row tools" },
          h("label", {}, "Split ", this.#splits),
          h("label", { for: "sample-index" }, "From "), this.#index,
          h("label", {}, this.#masks, " Highlight objects"))),
      this.#labels, this.#note, this.#place,
      h("div", { class: "actions" }, this.#older, this.#newer));
    this.#enter();
  }

  /** Where the address says. */
  #enter() {
    const query = new URLSearchParams(location.search);
    const split = query.get("split");
    const index = Number(query.get("image") ?? 0);
    const isThere = this.#counts[split] > 0;
    this.#choose(isThere ? split : this.#splits.value, Math.floor(index / PAGE) * PAGE);
    if (isThere && query.has("image") && Number.isInteger(index) && index >= 0 && index < this.#counts[split]) {
      this.#view(index);
    }
  }

  /** Chips for a few labels, a choice for many. */
  #filter(classes) {
    const choose = (label) => {
      this.#label = label;
      return this.#jump(0);
    };
    if (classes.length > LABELS) {
      return h("p", { class: "chips" }, h("label", {}, "Label ", h("select", { "aria-label": "Label",
        onchange: (event) => choose(event.target.value === "" ? null : Number(event.target.value)) },
        h("option", { value: "" }, "all"), classes.map((each) => h("option", { value: each.label }, each.name)))));
    }
    const chips = [[null, "All labels"], ...classes.map((each) => [each.label, each.name])].map(([label, name]) =>
      h("button", { type: "button", class: "chip", "aria-pressed": String(label === null), onclick: (event) => {
        chips.forEach((chip) => chip.setAttribute("aria-pressed", String(chip === event.currentTarget)));
        return choose(label);
      } }, name));
    return h("div", { class: "chips", role: "group", "aria-label": "Label" }, chips);
  }

  #choose(split, first) {
    this.#split = split;
    this.#splits.value = split;
    return this.#jump(first);
  }

  #jump(index) {
    const last = Math.max(0, this.#counts[this.#split] - 1);
    this.#first = Math.min(last, Math.max(0, Math.trunc(index) || 0));
    this.#index.value = this.#first;
    return this.#load();
  }

  /** The place behind what is shown. */
  #next() {
    return this.#label === null ? this.#first + PAGE : (this.#items.at(-1)?.index ?? this.#first) + 1;
  }

  async #samples(split, from, n) {
    const key = `${split} ${from} ${n}`;
    if (!this.#pages.has(key)) {
      if (this.#pages.size > LABELS) {
        this.#pages.clear();
      }
      const { items } = await get(address(this.#dataset.id, `/samples/${split}?from=${from}&n=${n}`));
      this.#pages.set(key, items.map((sample, i) =>
        ({ index: from + i, sample, name: this.#names.get(sample.label) ?? `label ${sample.label}` })));
    }
    return this.#pages.get(key);
  }

  async #load() {
    const visit = ++this.#asked;
    const count = this.#counts[this.#split];
    this.#older.hidden = this.#first === 0;
    put(this.#note);
    try {
      if (this.#label === null) {
        const items = await this.#samples(this.#split, this.#first, PAGE);
        if (visit === this.#asked) {
          this.#show(items, this.#first + PAGE >= count);
        }
        return;
      }
      const found = [];
      let from = this.#first;
      while (found.length < PAGE && from < count && from - this.#first < LOOKED_AT) {
        const items = await this.#samples(this.#split, from, MOST);
        if (visit !== this.#asked) {
          return;
        }
        found.push(...items.filter((each) => each.sample.label === this.#label));
        from += MOST;
        this.#show(found.slice(0, PAGE), found.length < PAGE && from >= count);
      }
      this.#newer.hidden = found.length <= PAGE && from >= count;
      put(this.#note, found.length < PAGE && `${plural(found.length, "image")} with this label among ${number(Math.min(from, count) - this.#first)} searched.`,
        found.length < PAGE && from < count && button("Search further", () => this.#jump(from)));
    } catch (problem) {
      if (visit === this.#asked) {
        this.#show([], true);
        put(this.#note, h("span", { class: "notice bad", role: "alert" }, problem.message));
      }
    }
  }

  #show(items, isLast) {
    this.#items = items;
    this.#newer.hidden = isLast;
    this.#redraw();
  }

  #redraw() {
    this.#tiles.show(this.#items, this.#dataset.request.palette, this.#masks.checked);
  }

  /** Opens a tile: among all images of the split, or among those that the filter shows. */
  #open(i) {
    if (this.#label === null) {
      return this.#view(this.#items[i].index);
    }
    const items = this.#items;
    return view(this.#source(() => items.length, (at) => items[at], (at) => this.#tiles.focus(at)), i);
  }

  #view(index) {
    const split = this.#split;
    const item = async (at) => {
      const page = Math.floor(at / PAGE) * PAGE;
      return (await this.#samples(split, page, PAGE))[at - page];
    };
    const closed = async (at) => {
      if (!this.#items.some((each) => each.index === at)) {
        await this.#jump(Math.floor(at / PAGE) * PAGE);
      }
      this.#tiles.focus(this.#items.findIndex((each) => each.index === at));
    };
    return view(this.#source(() => this.#counts[split], item, closed), index);
  }

  #source(count, item, closed) {
    const split = this.#split;
    const page = `./?dataset=${this.#dataset.id}`;
    const link = (index) => `${page}&split=${split}&image=${index}`;
    return { title: `${this.#dataset.output_dir} ${split}`, palette: this.#dataset.request.palette, count, item,
      link: (index) => absolute(link(index)),
      moved: (index) => history.replaceState(history.state, "", link(index)),
      closed: (at) => {
        history.replaceState(history.state, "", page);
        closed(at);
      } };
  }

  leave() {
    this.#asked++;
    closeViewer();
  }
}
