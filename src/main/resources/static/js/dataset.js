// The page of one dataset: what it shows depends on the dataset's state, and follows it.

import { button, h, put, say } from "./dom.js";
import { address, call, get, post } from "./api.js";
import { age, moment, number } from "./format.js";
import { ask } from "./ask.js";
import { stateChip } from "./recent.js";
import { Live } from "./live.js";
import { planView } from "./plan.js";
import { RunningView } from "./running.js";
import { finishedView } from "./finished.js";
import { queryOf } from "./request.js";
import { defaults } from "./fields.js";

const RUNNING = new Set(["queued", "running", "cancelling", "publishing"]);
const FINAL = new Set(["succeeded", "failed", "cancelled", "expired"]);

export class DatasetPage {
  #id;
  #place;
  #ways;
  #live = null;
  #view = null;
  #state = "";
  #progress = null;
  #left = false;
  /** Nobody looks: the connection is given back, of which browsers lend a host only a few. */
  #look = () => {
    if (document.hidden) {
      this.#endLive();
    } else {
      this.#load();
    }
  };

  /** @param ways out of the page: `go` to a path */
  constructor(id, place, ways) {
    this.#id = id;
    this.#place = place;
    this.#ways = ways;
    document.addEventListener("visibilitychange", this.#look);
    this.#load();
  }

  leave() {
    this.#left = true;
    document.removeEventListener("visibilitychange", this.#look);
    this.#endLive();
  }

  #endLive() {
    this.#live?.close();
    this.#live = null;
  }

  async #load() {
    try {
      const dataset = await get(address(this.#id));
      if (this.#left) {
        return;
      }
      if (dataset.state !== this.#state) {
        await this.#show(dataset);
      }
      if (!FINAL.has(dataset.state) && !document.hidden) {
        this.#live ??= new Live(this.#id, (name, data) => this.#hear(name, data), () => this.#load());
      }
    } catch (problem) {
      if (!this.#left) {
        this.#showProblem(problem);
      }
    }
  }

  #hear(name, data) {
    if (name === "progress") {
      this.#progress = data;
      this.#view?.show(data);
    }
    if (FINAL.has(data.state)) {
      this.#endLive(); // the service ends the stream too, which is no lost connection
      this.#progress = null;
    }
    if (data.state !== this.#state) {
      this.#load();
    }
  }

  #showProblem(problem) {
    this.#endLive();
    this.#state = "";
    this.#view = null;
    document.title = "atomic-datasets";
    const gone = problem.status === 404;
    put(this.#place,
      this.#wayBack(),
      h("h1", { tabindex: "-1" }, gone ? "There is no such dataset" : "The dataset cannot be shown"),
      h("p", {}, gone ? "It was deleted, or forgotten after its plan ended." : problem.message),
      !gone && button("Try again", () => this.#load()));
  }

  #wayBack() {
    return h("p", { class: "back" }, h("a", { href: "./?view=datasets", "data-page": true }, "All datasets"));
  }

  async #show(dataset) {
    const hadFocus = this.#place.contains(document.activeElement) && document.activeElement !== document.body;
    this.#state = dataset.state;
    this.#view = RUNNING.has(dataset.state) ? this.#view : null;
    document.title = `${dataset.output_dir}, ${dataset.state.replaceAll("_", " ")}`;
    const title = h("h1", { tabindex: "-1" }, dataset.output_dir);
    const body = await this.#body(dataset);
    if (this.#left || this.#state !== dataset.state) {
      return;
    }
    put(this.#place,
      this.#wayBack(),
      h("header", { class: "row" }, title, stateChip(dataset.state)),
      h("p", { class: "facts" }, this.#facts(dataset)),
      body);
    say(`The dataset is ${dataset.state.replaceAll("_", " ")}.`);
    if (hadFocus) {
      title.focus({ preventScroll: true });
    }
  }

  #facts(dataset) {
    const images = dataset.estimate.num_images;
    const facts = [`${number(images)} ${images === 1 ? "image" : "images"}`, `${dataset.estimate.readable} in memory`,
      `seed ${dataset.request.seed}`];
    if (dataset.request.shard_size) {
      facts.push(`shards of ${number(dataset.request.shard_size)} images`);
    }
    facts.push(`asked for ${age(dataset.created_at)}`);
    if (dataset.state === "awaiting_confirmation") {
      facts.push(`to be confirmed before ${moment(dataset.expires_at)}`);
    }
    if (dataset.finished_at && dataset.started_at) {
      facts.push(`took ${((new Date(dataset.finished_at) - new Date(dataset.started_at)) / 1000).toFixed(1)} s`);
    }
    return facts.join(" · ");
  }

  async #body(dataset) {
    if (dataset.state === "awaiting_confirmation") {
      return planView(dataset, this.#doing("confirm"), this.#doing("cancel"));
    }
    if (RUNNING.has(dataset.state)) {
      this.#view ??= new RunningView(this.#doing("cancel"));
      if (this.#progress) {
        this.#view.show(this.#progress);
      }
      this.#view.enter(dataset.state);
      return this.#view.element;
    }
    const actions = h("div", { class: "actions" },
      dataset.state === "failed" && button("Try again", this.#doing("retry"), { class: "primary" }),
      h("a", { class: "button", href: `./?${queryOf(dataset.request, defaults())}`, "data-page": true }, "Another like this"),
      button("Delete", () => this.#delete(dataset), { class: "danger" }));
    if (dataset.state === "succeeded") {
      return [await this.#finished(dataset), actions];
    }
    return [this.#end(dataset), actions];
  }

  /** Its files may have been removed from the disk, which keeps nobody from deleting what is left. */
  async #finished(dataset) {
    try {
      return await finishedView(dataset);
    } catch (problem) {
      return [
        h("p", { class: "notice bad", role: "alert" }, problem.message),
        button("Look again", () => {
          this.#state = "";
          return this.#load();
        }),
      ];
    }
  }

  #end(dataset) {
    const texts = {
      failed: dataset.error?.detail ?? "It could not be made.",
      cancelled: "It was cancelled, and left no file behind.",
      expired: "Nobody confirmed it in time, so nothing was made.",
    };
    return h("p", { class: dataset.state === "failed" ? "notice bad" : "notice" }, texts[dataset.state]);
  }

  /** A call that changes the dataset, after which the page shows what became of it. */
  #doing(what) {
    return async () => {
      try {
        await post(address(this.#id, `/${what}`));
      } catch (problem) {
        this.#complain(problem);
        return;
      }
      await this.#load();
    };
  }

  async #delete(dataset) {
    const text = dataset.state === "succeeded" ? "Its files go with it, and cannot be brought back; "
      + "the same request makes the same files again." : "It is forgotten.";
    if (await ask(`Delete ${dataset.output_dir}?`, text, "Delete it")) {
      try {
        await call("DELETE", address(this.#id));
        if (!this.#left) {
          this.#ways.go("./?view=datasets");
        }
      } catch (problem) {
        this.#complain(problem);
      }
    }
  }

  #complain(problem) {
    this.#place.querySelector(".complaint")?.remove();
    this.#place.querySelector(".facts").after(h("p", { class: "notice bad complaint", role: "alert" }, problem.message));
  }
}
