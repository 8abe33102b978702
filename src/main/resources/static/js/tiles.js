// Images side by side, each a button. One of them is reached by Tab, the others from there by the arrow keys.

import { h } from "./dom.js";
import { described, draw } from "./image.js";
import { number } from "./format.js";
import { differenceWords } from "./pair.js";

class Tile {
  #canvas = h("canvas", {});
  #caption = h("span", { class: "caption" });

  constructor(open) {
    this.element = h("button", { type: "button", class: "tile", onclick: open }, this.#canvas, this.#caption);
  }

  show({ index, sample, name }, palette, masks) {
    draw(this.#canvas, sample, palette, masks);
    this.#caption.textContent = `#${number(index)} · ${name}`;
    this.element.setAttribute("aria-label", `Image ${index}, ${name}: ${described(sample)}${sample.partner ? `. ${differenceWords(sample)}` : ""}`);
  }
}

export class Tiles {
  #place;
  #open;
  #tiles = [];

  /** @param open is called with the place of the image that somebody wants to see large */
  constructor(place, open) {
    this.#place = place;
    this.#open = open;
    place.addEventListener("keydown", (event) => this.#step(event));
  }

  /**
   * Shows images; tiles that stand already are drawn anew, so that nothing flickers and the focus stays.
   *
   * @param items `{index, sample, name}`, in the order they are shown
   */
  show(items, palette, masks = false) {
    while (this.#tiles.length > items.length) {
      this.#tiles.pop().element.remove();
    }
    while (this.#tiles.length < items.length) {
      const i = this.#tiles.length;
      const tile = new Tile(() => this.#open(i));
      this.#tiles.push(tile);
      this.#place.append(tile.element);
    }
    items.forEach((item, i) => this.#tiles[i].show(item, palette, masks));
    if (!this.#tiles.some((tile) => tile.element.tabIndex === 0 && tile.element.matches(":focus"))) {
      this.#enterAt(0);
    }
  }

  focus(i) {
    if (this.#tiles[i]) {
      this.#enterAt(i);
      this.#tiles[i].element.focus();
    }
  }

  #enterAt(entry) {
    this.#tiles.forEach((tile, i) => {
      tile.element.tabIndex = i === entry ? 0 : -1;
    });
  }

  #columns() {
    const top = this.#tiles[0].element.offsetTop;
    const below = this.#tiles.findIndex((tile) => tile.element.offsetTop > top);
    return below < 0 ? this.#tiles.length : below;
  }

  #step(event) {
    const at = this.#tiles.findIndex((tile) => tile.element === document.activeElement);
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -this.#columns(), ArrowDown: this.#columns(),
      Home: -at, End: this.#tiles.length - 1 - at };
    const next = at + (steps[event.key] ?? NaN);
    if (at >= 0 && this.#tiles[next]) {
      event.preventDefault();
      this.focus(next);
    }
  }
}
