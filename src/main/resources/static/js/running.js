// A run: one bar over all of it, whose time is that of the whole, and a bar for each split.

import { button, h, put } from "./dom.js";
import { address, get } from "./api.js";
import { duration, moment, number, rate } from "./format.js";
import { FirstImages } from "./first.js";

const PHASES = ["generating", "assembling", "validating", "reporting", "publishing"];
const SPLITS = ["train", "val", "test"];
const OOD = "ood";
const TOLD_EVERY = 10000; // ms between what a screen reader is told
const LOOK = 3000; // ms between looks at the queue

function bar(name, title) {
  const id = `bar-${name}`;
  return {
    label: h("label", { for: id }, title),
    progress: h("progress", { id, max: "1", value: "0" }),
    text: h("span", { class: "count" }, ""),
  };
}

function set(bar, n, total) {
  bar.progress.max = Math.max(1, total);
  bar.progress.value = n;
  bar.text.textContent = `${number(n)} of ${number(total)}`;
}

const ORDINAL = new Intl.PluralRules("en", { type: "ordinal" });
const ENDINGS = { one: "st", two: "nd", few: "rd", other: "th" };

/** The place of a dataset in the queue, and what it waits for. */
async function waitingFor(dataset) {
  const [{ queue_position: place, estimated_start: start }, { items: [behind] }] =
    await Promise.all([get(address(dataset.id, "/progress")), get("datasets?state=running&page_size=1")]);
  const { remaining_seconds: left } = behind ? await get(address(behind.id, "/progress")) : {};
  return [
    !place ? "Waiting for its turn" : place === 1 ? "Next in line" : `${number(place)}${ENDINGS[ORDINAL.select(place)]} in line`,
    behind && `, behind ${behind.output_dir}`, left !== undefined && `, which has ${duration(left)} to go`,
    place > 1 && start && `; its turn comes at about ${moment(start)}`, "."]
    .filter(Boolean).join("");
}

export class RunningView {
  #dataset;
  #all = bar("all", "Whole run");
  #splits;
  #steps = PHASES.map((phase) => h("li", {}, phase));
  #doing = h("p", { class: "doing" }, "Waiting for its turn.");
  #line = h("code", { class: "line" });
  #spoken = h("p", { class: "unseen", role: "status" });
  #cancel;
  #spokenAt = 0;
  #timer = 0;
  #state = "";

  constructor(dataset, cancel) {
    this.#dataset = dataset;
    this.#splits = (dataset.request.hold_out ? [...SPLITS, OOD] : SPLITS).map((name) => ({ name, ...bar(name, name) }));
    this.#cancel = button("Cancel", () => cancel(this.progress));
    const row = (each, kind = "") => h("div", { class: `bar ${kind}` }, each.label, each.progress, each.text);
    this.element = [
      h("section", { "aria-label": "Progress", class: "running" },
        h("div", { class: "row" }, this.#doing, this.#cancel),
        row(this.#all, "whole"),
        h("ol", { class: "steps" }, this.#steps),
        this.#splits.map((each) => row(each)),
        h("details", {}, h("summary", {}, "Log"), h("pre", { class: "tqdm", tabindex: "0", role: "region", "aria-label": "Log" }, this.#line)),
        this.#spoken),
      new FirstImages(dataset, "The training split begins with exactly these images.").element,
    ];
  }

  enter(state) {
    this.#state = state;
    clearTimeout(this.#timer);
    this.#cancel.hidden = state === "cancelling" || state === "publishing";
    if (state === "queued") {
      this.#wait();
    }
    if (state === "cancelling") {
      this.#doing.textContent = "Cancelling.";
    }
  }

  leave() {
    this.#state = "";
    clearTimeout(this.#timer);
  }

  async #wait() {
    let text = "Waiting for its turn.";
    try {
      text = await waitingFor(this.#dataset);
    } catch {
      // The live connection tells what is wrong.
    }
    if (this.#state === "queued") {
      this.#doing.textContent = text;
      this.#timer = setTimeout(() => this.#wait(), LOOK);
    }
  }

  show(progress) {
    this.progress = progress;
    this.#all.progress.max = 100;
    this.#all.progress.value = progress.overall_percentage;
    this.#all.text.textContent = `${Math.floor(progress.overall_percentage)} %`;
    this.#splits.forEach((each) => set(each, progress.splits[each.name].n, progress.splits[each.name].total));
    PHASES.forEach((phase, i) => {
      const done = PHASES.indexOf(progress.phase) > i;
      this.#steps[i].className = phase === progress.phase ? "now" : done ? "done" : "";
      put(this.#steps[i], phase === progress.phase && progress.total > 0
        ? `${phase} ${number(progress.n)} of ${number(progress.total)}` : phase);
      if (phase === progress.phase) {
        this.#steps[i].setAttribute("aria-current", "step");
      } else {
        this.#steps[i].removeAttribute("aria-current");
      }
    });
    this.#line.textContent = progress.text;
    if (progress.state === "running") {
      const left = progress.remaining_seconds === undefined ? "" : `, ${duration(progress.remaining_seconds)} to go`;
      this.#doing.textContent = progress.overall_percentage === 0 ? "Starting."
        : `${Math.floor(progress.overall_percentage)} %, ${rate(progress.rate_average)}${left}`;
      this.#speak(`${progress.phase ?? ""} ${this.#doing.textContent}`);
    }
  }

  #speak(text) {
    if (Date.now() - this.#spokenAt > TOLD_EVERY) {
      this.#spokenAt = Date.now();
      this.#spoken.textContent = text;
    }
  }
}
