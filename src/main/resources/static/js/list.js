// The list of datasets: searched, filtered and sorted here, a part shown at a time; the address says which.

import { button, h, put } from "./dom.js";
import { plural, number, words } from "./format.js";
import { Catalog } from "./catalog.js";
import { row } from "./row.js";

const SHOWN = 50;
const ID = 8; // letters of an id that are no accident
const STATES = ["awaiting_confirmation", "queued", "running", "succeeded", "failed", "cancelled", "expired"];
const NAMES = new Intl.Collator("en", { numeric: true });
const SORTS = {
  newest: null,
  oldest: (a, b) => new Date(a.created_at) - new Date(b.created_at),
  name: (a, b) => NAMES.compare(a.output_dir, b.output_dir),
  images: (a, b) => b.estimate.num_images - a.estimate.num_images,
  size: (a, b) => (b.bytes_on_disk ?? 0) - (a.bytes_on_disk ?? 0),
};

/** What is searched of a dataset. */
const textOf = ({ output_dir: name, request, state }) => [name, words(state), request.palette, words(request.label),
  `${request.grid_size}x${request.grid_size}`, `seed ${request.seed}`].join(" ").toLowerCase();

function choice(label, values, chosen) {
  const select = h("select", { onchange: chosen }, Object.entries(values).map(([value, text]) => h("option", { value }, text)));
  return { select, element: h("label", { class: "filter" }, label, " ", select) };
}

export class List {
  #items = [];
  #problem = null;
  #isPart = true;
  #shown = "";
  #query;
  #ways;
  #search = h("input", { type: "search", id: "list-search", placeholder: "Name, palette, label, seed", oninput: () => this.#ask({ q: this.#search.value }) });
  #state = choice("State", { "": "all", ...Object.fromEntries(STATES.map((state) => [state, words(state)])) },
    (event) => this.#ask({ state: event.target.value }));
  #sort = choice("Sort", { newest: "newest first", oldest: "oldest first", name: "by name", images: "most images first", size: "largest on disk first" },
    (event) => this.#ask({ sort: event.target.value }));
  #count = h("p", { class: "facts", role: "status", tabindex: "-1" });
  #list = h("div", { id: "list" });
  #before = button("Previous", () => this.#turn(this.#page - 1));
  #after = button("Next", () => this.#turn(this.#page + 1));
  #chosen = h("select", { id: "list-page", onchange: () => this.#turn(Number(this.#chosen.value)) });
  #pages = h("nav", { class: "pages", "aria-label": "Pages of the list" }, this.#before,
    h("label", { class: "filter" }, "Page ", this.#chosen), this.#after);
  #page = 1;
  #compare = h("div", { class: "compare" });
  #catalog;

  constructor(place, ways) {
    this.#ways = ways;
    document.title = "Datasets";
    this.#state.select.id = "list-state";
    put(place, h("h1", { id: "datasets-title", tabindex: "-1" }, "Datasets"),
      h("div", { class: "filters" }, h("label", { class: "filter search" }, "Search ", this.#search), this.#state.element, this.#sort.element),
      this.#count, this.#list, this.#pages, this.#compare);
    this.again();
    this.#catalog = new Catalog((items, isPart, problem) => {
      this.#items = items;
      this.#isPart = isPart;
      this.#problem = problem;
      this.#show();
    });
  }

  leave() {
    this.#catalog.leave();
  }

  /** The address changed. */
  again() {
    const query = new URLSearchParams(location.search);
    this.#query = { q: query.get("q") ?? "", state: query.get("state") ?? "", sort: query.get("sort") ?? "newest",
      page: Math.max(1, Number.parseInt(query.get("page") ?? "1", 10) || 1), pick: (query.get("pick") ?? "").split(",").filter(Boolean) };
    if (!(this.#query.sort in SORTS)) {
      this.#query.sort = "newest";
    }
    this.#search.value = this.#query.q;
    this.#state.select.value = this.#query.state;
    this.#sort.select.value = this.#query.sort;
    this.#show();
  }

  #ask(changed) {
    this.#query = { ...this.#query, page: 1, ...changed };
    const { q, state, sort, page, pick } = this.#query;
    const query = new URLSearchParams({ view: "datasets" });
    Object.entries({ q, state, sort: sort === "newest" ? "" : sort, page: page === 1 ? "" : page, pick: pick.join(",") })
      .filter(([, value]) => value !== "").forEach(([name, value]) => query.set(name, value));
    history.replaceState(history.state, "", `./?${query}`);
    this.#show();
  }

  #found() {
    const terms = this.#query.q.toLowerCase().split(/\s+/).filter(Boolean);
    const found = this.#items.filter((item) => (this.#query.state === "" || item.state === this.#query.state)
      && terms.every((term) => textOf(item).includes(term) || (term.length >= ID && item.id.startsWith(term))));
    const order = SORTS[this.#query.sort];
    return order ? found.sort(order) : found;
  }

  #show() {
    const found = this.#found();
    const pages = Math.max(1, Math.ceil(found.length / SHOWN));
    const page = Math.min(this.#query.page, pages);
    const first = (page - 1) * SHOWN;
    const part = found.slice(first, first + SHOWN);
    const isFiltered = this.#query.q !== "" || this.#query.state !== "";
    this.#count.textContent = this.#problem ? this.#problem.message : this.#items.length === 0 && this.#isPart ? "Loading."
      : (isFiltered ? `${number(found.length)} of ${plural(this.#items.length, "dataset")}` : plural(this.#items.length, "dataset"))
        + (this.#isPart ? " so far" : "")
        + (pages > 1 ? `, ${number(first + 1)} to ${number(first + part.length)} shown` : "");
    const shown = JSON.stringify([part.map(({ id, state }) => [id, state]), this.#query, pages, this.#isPart]);
    if (shown === this.#shown) {
      return;
    }
    this.#shown = shown;
    this.#draw(part, isFiltered);
    this.#showPages(page, pages);
    this.#offerComparison();
  }

  #draw(part, isFiltered) {
    const focused = this.#list.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    const isOpen = this.#list.querySelector("details[open] summary")?.dataset.focus;
    put(this.#list, part.length > 0
      ? h("ul", { class: "datasets-list" }, part.map((item) => row(item, this.#query.pick.includes(item.id),
        { ...this.#ways, picked: (id, isPicked) => this.#pick(id, isPicked), changed: () => this.#catalog.readAll() })))
      : !this.#isPart && h("p", { class: "empty" }, isFiltered ? this.#none()
        : ["None yet. ", h("a", { href: "./", "data-page": true }, "Make one"), ": the form is filled in already."]));
    for (const each of this.#list.querySelectorAll("[data-focus]")) {
      if (each.dataset.focus === isOpen) {
        each.parentElement.open = true;
      }
      if (each.dataset.focus === focused) {
        each.focus();
      }
    }
  }

  #none() {
    return this.#query.q === "" ? `No ${words(this.#query.state)} datasets.` : "No matching datasets.";
  }

  #showPages(page, pages) {
    this.#page = page;
    this.#pages.hidden = pages === 1;
    this.#before.disabled = page === 1;
    this.#after.disabled = page === pages;
    if (this.#chosen.length !== pages) {
      put(this.#chosen, Array.from({ length: pages }, (_, i) => h("option", { value: i + 1 }, `${i + 1} of ${pages}`)));
    }
    this.#chosen.value = page;
  }

  /** Whoever turns the page reads on at its top. */
  #turn(page) {
    this.#ask({ page });
    window.scrollTo(0, 0);
    this.#count.focus({ preventScroll: true });
  }

  /** The last two that were chosen. */
  #pick(id, isPicked) {
    const others = this.#query.pick.filter((each) => each !== id);
    this.#ask({ page: this.#query.page, pick: isPicked ? [...others, id].slice(-2) : others });
  }

  #offerComparison() {
    const picked = this.#query.pick.map((id) => this.#items.find((item) => item.id === id)).filter(Boolean);
    this.#compare.hidden = picked.length === 0;
    put(this.#compare, picked.length === 1 ? `Choose one more to compare with ${picked[0].output_dir}.`
      : picked.length === 2 && h("a", { class: "button primary", "data-page": true, href: `./?compare=${picked[0].id},${picked[1].id}` },
        `Compare ${picked[0].output_dir} with ${picked[1].output_dir}`));
  }
}
