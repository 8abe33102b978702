// The latest datasets, below the form.

import { byId, h, put } from "./dom.js";
import { get } from "./api.js";
import { age, plural, words } from "./format.js";
import { thumb } from "./thumb.js";

const SHOWN = 6;
const SOON = 2000; // ms, while something moves
const LATER = 15000;

export const MOVING = new Set(["queued", "running", "cancelling", "publishing"]);

export const stateChip = (state) => h("span", { class: `state ${state}` }, words(state));

export class Recent {
  #place = byId("recent-list");
  #timer = 0;
  #visit = 0;
  #shown = "";
  #look = () => !document.hidden && this.#load();

  enter() {
    document.addEventListener("visibilitychange", this.#look);
    this.#load();
  }

  leave() {
    document.removeEventListener("visibilitychange", this.#look);
    this.#visit++;
    clearTimeout(this.#timer);
  }

  async #load() {
    clearTimeout(this.#timer);
    const visit = ++this.#visit;
    let wait = LATER;
    try {
      const { items } = await get(`datasets?page_size=${SHOWN}`);
      if (visit !== this.#visit) {
        return;
      }
      this.#show(items);
      wait = items.some((item) => MOVING.has(item.state)) ? SOON : LATER;
    } catch {
      if (visit !== this.#visit) {
        return;
      }
    }
    this.#timer = setTimeout(() => this.#load(), wait);
  }

  #show(items) {
    const shown = JSON.stringify(items.map((item) => [item.id, item.state, age(item.created_at)]));
    if (shown === this.#shown) {
      return;
    }
    this.#shown = shown;
    const focused = this.#place.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    byId("recent").hidden = items.length === 0;
    put(this.#place, h("ul", { class: "cards" }, items.map((item) => h("li", {},
      h("a", { href: `./?dataset=${item.id}`, "data-page": true }, thumb(item),
        h("span", { class: "about" }, h("strong", {}, item.output_dir),
          h("span", { class: "hint" }, `${plural(item.estimate.num_images, "image")} · ${age(item.created_at)}`),
          stateChip(item.state)))))));
    if (focused) {
      this.#place.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
    }
  }
}
