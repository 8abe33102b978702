// All datasets that the service knows, newest first, kept up to date.

import { get } from "./api.js";
import { MOVING } from "./recent.js";

const PORTION = 500; // datasets of one call, unless the service allows fewer
const LATEST = 50;
const SOON = 2000; // ms, while something moves
const LATER = 15000;
const ALL_AGAIN = 60000; // for those that were deleted elsewhere; later where there are many
const ALL_AGAIN_EACH = 300;

async function page(size, token) {
  const query = new URLSearchParams({ page_size: size });
  if (token) {
    query.set("page_token", token);
  }
  try {
    return await get(`datasets?${query}`);
  } catch (problem) {
    if (problem.status !== 422) {
      throw problem;
    }
    return get(`datasets${token ? `?page_token=${token}` : ""}`); // larger pages are not allowed here
  }
}

export class Catalog {
  #told;
  #items = new Map();
  #timer = 0;
  #left = false;
  #readAt = 0;
  #look = () => !document.hidden && this.#refresh();

  /** @param told is called with all datasets, or with a problem */
  constructor(told) {
    this.#told = told;
    document.addEventListener("visibilitychange", this.#look);
    this.readAll();
  }

  leave() {
    this.#left = true;
    document.removeEventListener("visibilitychange", this.#look);
    clearTimeout(this.#timer);
  }

  /** Reads the whole list, in portions that are shown as they come. */
  async readAll() {
    await this.#work(async () => {
      const found = new Map();
      const isFirst = this.#items.size === 0;
      let token = "";
      do {
        const { items, next_page_token: next } = await page(isFirst && token === "" ? LATEST : PORTION, token);
        items.forEach((item) => found.set(item.id, item));
        token = next;
        if (isFirst && !this.#left) {
          this.#tell(found, Boolean(token));
        }
      } while (token && !this.#left);
      this.#readAt = Date.now();
      this.#tell(found, false);
    });
  }

  async #refresh() {
    if (Date.now() - this.#readAt > Math.max(ALL_AGAIN, ALL_AGAIN_EACH * this.#items.size)) {
      return this.readAll();
    }
    return this.#work(async () => {
      const { items } = await get(`datasets?page_size=${LATEST}`);
      const moving = [...this.#items.values()].filter((each) => MOVING.has(each.state) && !items.some(({ id }) => id === each.id));
      const now = new Map(items.map((item) => [item.id, item]));
      for (const { id } of moving.slice(0, LATEST)) {
        now.set(id, await get(`datasets/${id}`));
      }
      if (items.length === LATEST && !this.#items.has(items.at(-1).id)) {
        this.#readAt = 0; // there may be more new ones than these
      }
      const fresh = items.filter(({ id }) => !this.#items.has(id)).map((item) => [item.id, item]);
      this.#tell(new Map([...fresh, ...[...this.#items].map(([id, item]) => [id, now.get(id) ?? item])]), false);
    });
  }

  async #work(work) {
    clearTimeout(this.#timer);
    let wait = SOON;
    try {
      await work();
      wait = [...this.#items.values()].some((item) => MOVING.has(item.state)) ? SOON : LATER;
    } catch (problem) {
      if (problem.status === 404) {
        this.#readAt = 0; // one of those that moved was deleted
      } else if (!this.#left) {
        this.#told([...this.#items.values()], false, problem);
      }
    }
    if (!this.#left) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#look(), wait);
    }
  }

  #tell(items, isPart) {
    if (!this.#left) {
      this.#items = items;
      this.#told([...items.values()], isPart, null);
    }
  }
}
