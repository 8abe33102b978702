// The datasets, newest first, a page at a time.

import { button, h, put, table } from "./dom.js";
import { get } from "./api.js";
import { age, number, words } from "./format.js";
import { MOVING, stateChip } from "./recent.js";

const PAGE = 12;
const SOON = 2000; // ms, while something moves
const LATER = 15000;
const STATES = ["awaiting_confirmation", "queued", "running", "succeeded", "failed", "cancelled", "expired"];

export class List {
  #place = h("div", { id: "list" });
  #state = h("select", { id: "list-state" }, h("option", { value: "" }, "all"),
    STATES.map((state) => h("option", { value: state }, words(state))));
  #tokens = [""];
  #timer = 0;
  #shown = "";
  #visit = 0;
  #look = () => !document.hidden && this.#load();

  constructor(place) {
    put(place, h("div", { class: "row" }, h("h1", { id: "datasets-title" }, "Datasets"),
      h("label", { class: "filter" }, "State ", this.#state)), this.#place);
    document.title = "Datasets";
    this.#state.addEventListener("change", () => this.#from([""]));
    document.addEventListener("visibilitychange", this.#look);
    this.#visit++;
    this.#load();
  }

  leave() {
    document.removeEventListener("visibilitychange", this.#look);
    this.#visit++;
    clearTimeout(this.#timer);
  }

  #from(tokens) {
    this.#tokens = tokens;
    this.#visit++;
    return this.#load();
  }

  async #load() {
    clearTimeout(this.#timer);
    const visit = this.#visit;
    let wait = LATER;
    try {
      const token = this.#tokens.at(-1);
      const query = new URLSearchParams({ page_size: PAGE });
      if (token) {
        query.set("page_token", token);
      }
      if (this.#state.value) {
        query.set("state", this.#state.value);
      }
      const page = await get(`datasets?${query}`);
      if (visit !== this.#visit) {
        return;
      }
      if (page.items.length === 0 && this.#tokens.length > 1) {
        this.#from([""]); // all of this page were deleted
        return;
      }
      this.#show(page);
      wait = page.items.some((item) => MOVING.has(item.state)) ? SOON : LATER;
    } catch (problem) {
      if (visit !== this.#visit) {
        return;
      }
      this.#shown = "";
      put(this.#place, h("p", { class: "notice bad", role: "alert" }, problem.message));
      wait = SOON;
    }
    this.#timer = setTimeout(() => this.#load(), wait);
  }

  #show(page) {
    const rows = page.items.map((item) => [item.id, item.output_dir, item.state, item.estimate, age(item.created_at)]);
    const shown = JSON.stringify([rows.map(([id, , state, , made]) => [id, state, made]), page.next_page_token, this.#tokens]);
    if (shown === this.#shown) {
      return;
    }
    this.#shown = shown;
    const focused = this.#place.contains(document.activeElement) ? document.activeElement : null;
    put(this.#place,
      rows.length === 0 ? this.#nothing() : table("Datasets, newest first", ["Name", "State", "Images"],
        rows.map(([id, name, state, estimate, made]) => [
          [h("a", { href: `./?dataset=${id}`, "data-page": true }, name), h("div", { class: "hint" }, made)],
          stateChip(state),
          [number(estimate.num_images), h("div", { class: "hint" }, estimate.readable)]]), { class: "list" }),
      h("div", { class: "actions" },
        this.#tokens.length > 1 && button("Newer", () => this.#from(this.#tokens.slice(0, -1))),
        page.next_page_token && button("Older", () => this.#from([...this.#tokens, page.next_page_token]))));
    if (focused) {
      [...this.#place.querySelectorAll("a, button")].find((each) =>
        each.getAttribute("href") === focused.getAttribute("href") && each.textContent === focused.textContent)?.focus();
    }
  }

  #nothing() {
    return h("p", { class: "empty" }, this.#state.value
      ? `No dataset is ${words(this.#state.value)}.`
      : "None yet. The form is filled in: show its plan and confirm it, and it will appear here.");
  }
}
