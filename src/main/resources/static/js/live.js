// Server-sent events of one dataset, for as long as it takes: through lost connections and restarts of the service.

import { banner } from "./banner.js";
import { address, get } from "./api.js";

const AGAIN = 2000; // ms, after the browser gave up trying by itself
const GLAD = 4000; // ms for which a regained connection is told

export class Live {
  #id;
  #told;
  #gone;
  #closed = false;
  #source = null;
  #timer = 0;
  #lost = false;

  /**
   * @param told is given the name and the data of each event
   * @param gone is called when there is no such dataset any more
   */
  constructor(id, told, gone) {
    this.#id = id;
    this.#told = told;
    this.#gone = gone;
    this.#open();
  }

  #open() {
    this.#source = new EventSource(address(this.#id, "/progress"));
    this.#source.onopen = () => this.#found();
    this.#source.onerror = () => {
      this.#miss();
      if (this.#source.readyState === EventSource.CLOSED) {
        this.#timer = setTimeout(() => this.#again(), AGAIN);
      }
    };
    for (const name of ["progress", "state"]) {
      this.#source.addEventListener(name, (event) => this.#told(name, JSON.parse(event.data)));
    }
  }

  /** A stream does not say why it was refused; the same call without one does, and asks for a key that is wanted. */
  async #again() {
    try {
      await get(address(this.#id, "/progress"));
    } catch (problem) {
      if (this.#closed) {
        return;
      }
      if (problem.status === 404) {
        this.close();
        this.#gone();
      } else {
        this.#timer = setTimeout(() => this.#again(), AGAIN);
      }
      return;
    }
    if (!this.#closed) {
      this.#open();
    }
  }

  #miss() {
    this.#lost = true;
    this.#say("Connection lost. Trying again; the run continues where it was.", "bad");
  }

  #found() {
    if (this.#lost) {
      this.#lost = false;
      this.#say("Reconnected.", "good");
      this.#timer = setTimeout(() => this.#say("", ""), GLAD);
    }
  }

  #say(text, mood) {
    clearTimeout(this.#timer);
    banner(text, mood);
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#source.close();
    this.#say("", "");
  }
}
