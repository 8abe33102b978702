// Server-sent events of one dataset, for as long as it takes: through reloads, lost connections and restarts.

import { byId } from "./dom.js";
import { address } from "./api.js";

const AGAIN = 2000; // ms, after the browser gave up trying by itself
const GLAD = 4000; // ms for which a regained connection is told

export class Live {
  #id;
  #told;
  #source = null;
  #timer = 0;
  #lost = false;
  #banner = byId("connection");

  /** @param told is given the name and the data of each event */
  constructor(id, told) {
    this.#id = id;
    this.#told = told;
    this.#open();
  }

  #open() {
    this.#source = new EventSource(address(this.#id, "/progress"));
    this.#source.onopen = () => this.#found();
    this.#source.onerror = () => {
      this.#miss();
      if (this.#source.readyState === EventSource.CLOSED) {
        this.#timer = setTimeout(() => this.#open(), AGAIN);
      }
    };
    for (const name of ["progress", "state"]) {
      this.#source.addEventListener(name, (event) => this.#told(name, JSON.parse(event.data)));
    }
  }

  #miss() {
    this.#lost = true;
    this.#say("The connection is lost. Trying again; the service goes on where it was.", "bad");
  }

  #found() {
    if (this.#lost) {
      this.#lost = false;
      this.#say("Connected again.", "good");
      this.#timer = setTimeout(() => this.#say("", ""), GLAD);
    }
  }

  #say(text, mood) {
    clearTimeout(this.#timer);
    this.#banner.textContent = text;
    this.#banner.className = `banner ${mood}`;
    this.#banner.hidden = text === "";
  }

  close() {
    this.#source.close();
    if (this.#lost) {
      this.#say("", "");
    }
    clearTimeout(this.#timer);
    this.#banner.hidden = true;
  }
}
