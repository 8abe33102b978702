// The page of one dataset: what it shows depends on the dataset's state, and follows it.

import { button, h, put, say } from "./dom.js";
import { address, call, get, post } from "./api.js";
import { age, bytes, moment, plural, words } from "./format.js";
import { ask } from "./ask.js";
import { inWords } from "./fields.js";
import { banner } from "./banner.js";
import { stateChip } from "./recent.js";
import { Live } from "./live.js";
import { planView } from "./plan.js";
import { RunningView } from "./running.js";
import { FinishedView } from "./finished.js";
import { formOf, recipeLine } from "./recipe.js";
import { closeViewer } from "./viewer.js";

const RUNNING = new Set(["queued", "running", "cancelling", "publishing"]);
const FINAL = new Set(["succeeded", "failed", "cancelled", "expired"]);
const AGAIN = 2000; // ms, while the service does not answer
const SLOW = 300; // ms until a page that is still empty says that something comes
const STRAY = 10; // seconds of a run that nobody minds losing

export class DatasetPage {
  #id;
  #place;
  #ways;
  #live = null;
  #view = null;
  #state = "";
  #progress = null;
  #left = false;
  #timer = 0;
  #isAway = false;
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
    setTimeout(() => !this.#left && place.childElementCount === 0
      && put(place, h("p", { class: "empty", role: "status" }, "Loading.")), SLOW);
    this.#load();
  }

  leave() {
    this.#left = true;
    clearTimeout(this.#timer);
    this.#view?.leave();
    closeViewer();
    banner("");
    document.removeEventListener("visibilitychange", this.#look);
    this.#endLive();
  }

  #endLive() {
    this.#live?.close();
    this.#live = null;
  }

  async #load() {
    clearTimeout(this.#timer);
    try {
      const dataset = await get(address(this.#id));
      if (this.#left) {
        return;
      }
      if (this.#isAway) {
        this.#isAway = false;
        banner("");
      }
      if (dataset.state !== this.#state) {
        await this.#show(dataset);
      }
      if (!FINAL.has(dataset.state) && !document.hidden) {
        this.#live ??= new Live(this.#id, (name, data) => this.#hear(name, data), () => this.#load());
      }
    } catch (problem) {
      if (!this.#left) {
        this.#miss(problem);
      }
    }
  }

  /** What is shown stays until the service answers again; only a dataset that is gone is gone from the page. */
  #miss(problem) {
    this.#endLive();
    if (problem.status === 404) {
      this.#showGone();
      return;
    }
    this.#isAway = true;
    banner(`${problem.message} Trying again.`, "bad");
    this.#timer = setTimeout(() => this.#load(), AGAIN);
  }

  #hear(name, data) {
    if (name === "progress") {
      this.#progress = data;
      if (this.#view instanceof RunningView) { // an event may come behind the end
        this.#view.show(data);
      }
    }
    if (FINAL.has(data.state)) {
      this.#endLive(); // the service ends the stream too, which is no lost connection
      this.#progress = null;
    }
    if (data.state !== this.#state) {
      this.#load();
    }
  }

  #showGone() {
    this.#state = "";
    this.#view?.leave();
    this.#view = null;
    document.title = "atomic-datasets";
    put(this.#place,
      this.#wayBack(),
      h("h1", { tabindex: "-1" }, "There is no such dataset"),
      h("p", {}, "It was deleted or its plan expired."),
      h("div", { class: "actions" }, h("a", { class: "button primary", href: "./", "data-page": true }, "New dataset")));
  }

  #wayBack() {
    return h("p", { class: "back" }, h("a", { href: "./?view=datasets", "data-page": true }, "All datasets"));
  }

  async #show(dataset) {
    const hadFocus = this.#place.contains(document.activeElement) && document.activeElement !== document.body;
    this.#state = dataset.state;
    if (!RUNNING.has(dataset.state)) {
      this.#view?.leave();
      this.#view = null;
    }
    document.title = `${dataset.output_dir}, ${words(dataset.state)}`;
    const title = h("h1", { tabindex: "-1" }, dataset.output_dir);
    const body = await this.#body(dataset);
    if (this.#left || this.#state !== dataset.state) {
      return;
    }
    put(this.#place,
      this.#wayBack(),
      h("header", { class: "row" }, title, stateChip(dataset.state)),
      recipeLine(dataset.request),
      h("p", { class: "facts" }, this.#facts(dataset)),
      body);
    say(`State: ${words(dataset.state)}.`);
    if (hadFocus) {
      title.focus({ preventScroll: true });
    }
  }

  #facts(dataset) {
    const facts = [plural(dataset.estimate.num_images, "image"), `${dataset.estimate.readable} in memory`];
    if (dataset.bytes_on_disk !== undefined) {
      facts.push(`${bytes(dataset.bytes_on_disk)} on disk`);
    }
    if (dataset.request.shard_size) {
      facts.push(`shards of ${plural(dataset.request.shard_size, "image")}`);
    }
    facts.push(`requested ${age(dataset.created_at)}`);
    if (dataset.state === "awaiting_confirmation") {
      facts.push(`confirm before ${moment(dataset.expires_at)}`);
    }
    if (dataset.finished_at && dataset.started_at) {
      facts.push(`took ${((new Date(dataset.finished_at) - new Date(dataset.started_at)) / 1000).toFixed(1)} s`);
    }
    return facts.join(" · ");
  }

  async #body(dataset) {
    if (dataset.state === "awaiting_confirmation") {
      return planView(dataset, { confirm: this.#doing("confirm"), discard: this.#doing("cancel"),
        change: () => this.#change(dataset) });
    }
    if (RUNNING.has(dataset.state)) {
      this.#view ??= new RunningView(dataset, (progress) => this.#cancel(dataset, progress));
      if (this.#progress) {
        this.#view.show(this.#progress);
      }
      this.#view.enter(dataset.state);
      return this.#view.element;
    }
    const ways = [
      h("a", { class: "button", href: formOf(dataset.request), "data-page": true }, "Edit the recipe"),
      button("Delete", () => this.#delete(dataset), { class: "danger" })];
    if (dataset.state === "succeeded") {
      return this.#finished(dataset, ways);
    }
    return [this.#end(dataset), h("div", { class: "actions" },
      dataset.state === "failed" && button("Try again", this.#doing("retry"), { class: "primary" }),
      dataset.state === "cancelled" && button("Start again", this.#doing("retry"), { class: "primary" }), ways)];
  }

  /** Its files may have been removed from the disk, which keeps nobody from deleting what is left. */
  async #finished(dataset, [edit, remove]) {
    try {
      this.#view = await FinishedView.of(dataset, remove);
      return this.#view.element;
    } catch (problem) {
      return [
        h("p", { class: "notice bad", role: "alert" }, problem.message),
        h("div", { class: "actions" }, button("Try again", () => {
          this.#state = "";
          return this.#load();
        }), edit, remove),
      ];
    }
  }

  #end(dataset) {
    const texts = {
      failed: inWords(dataset.error?.detail ?? "It could not be made."),
      cancelled: "It was cancelled and left no files behind.",
      expired: "Nobody confirmed it in time, so nothing was made.",
    };
    return h("p", { class: dataset.state === "failed" ? "notice bad" : "notice" }, texts[dataset.state]);
  }

  /** A click on a run that has just begun loses nothing; later it would, so it is asked for. */
  async #cancel(dataset, progress) {
    const isOld = (progress?.elapsed_seconds ?? 0) > STRAY && dataset.state !== "queued";
    if (!isOld || await ask(`Cancel ${dataset.output_dir}?`, `${Math.floor(progress.overall_percentage)} % of the run is done and `
      + "would be lost. It can be started again from the beginning.", "Cancel the run", "Keep running")) {
      await this.#doing("cancel")();
    }
  }

  /** Back to the form, which is filled as the plan was asked for; the plan gives its name back. */
  async #change(dataset) {
    await this.#doing("cancel")();
    if (!this.#left) {
      this.#ways.go(formOf(dataset.request));
    }
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
      if (!this.#left) {
        await this.#load();
      }
    };
  }

  async #delete(dataset) {
    const text = dataset.state === "succeeded" ? "Its files are deleted with it. "
      + "The same request makes the same files again." : "Its record is deleted; it has no files.";
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
    [...this.#place.querySelectorAll(".facts")].at(-1).after(h("p", { class: "notice bad complaint", role: "alert" },
      inWords(problem.message)));
  }
}
