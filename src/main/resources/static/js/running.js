// A run: a bar for each split and one over all, and what it is doing.

import { button, h } from "./dom.js";
import { duration, number, rate } from "./format.js";

const PHASES = ["generating", "assembling", "validating", "reporting", "publishing"];
const SPLITS = ["train", "val", "test"];
const TOLD_EVERY = 10000; // ms between what a screen reader is told

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

export class RunningView {
  #all = bar("all", "Images");
  #splits = SPLITS.map((name) => bar(name, name));
  #steps = PHASES.map((phase) => h("li", {}, phase));
  #doing = h("p", { class: "doing" }, "Waiting for its turn.");
  #line = h("code", { class: "line" });
  #spoken = h("p", { class: "unseen", role: "status" });
  #cancel;
  #spokenAt = 0;

  constructor(cancel) {
    this.#cancel = button("Cancel", cancel);
    const rows = [this.#all, ...this.#splits].map((each) => h("div", { class: "bar" }, each.label, each.progress, each.text));
    this.element = [
      h("section", { "aria-label": "Progress", class: "running" },
        h("ol", { class: "steps" }, this.#steps), this.#doing, rows, h("pre", { class: "tqdm" }, this.#line), this.#spoken),
      h("div", { class: "actions" }, this.#cancel),
    ];
  }

  enter(state) {
    this.#cancel.hidden = state === "cancelling" || state === "publishing";
    if (state === "queued") {
      this.#doing.textContent = "Waiting for its turn.";
    }
    if (state === "cancelling") {
      this.#doing.textContent = "Being cancelled.";
    }
  }

  show(progress) {
    this.#all.progress.max = 100;
    this.#all.progress.value = progress.overall_percentage;
    this.#all.text.textContent = `${number(progress.n)} of ${number(progress.total)}`;
    this.#all.label.textContent = progress.phase ?? "Images";
    SPLITS.forEach((name, i) => set(this.#splits[i], progress.splits[name].n, progress.splits[name].total));
    PHASES.forEach((phase, i) => {
      const done = PHASES.indexOf(progress.phase) > i;
      this.#steps[i].className = phase === progress.phase ? "now" : done ? "done" : "";
      if (phase === progress.phase) {
        this.#steps[i].setAttribute("aria-current", "step");
      } else {
        this.#steps[i].removeAttribute("aria-current");
      }
    });
    this.#line.textContent = progress.text;
    if (progress.state === "running") {
      const left = progress.remaining_seconds === undefined ? "" : `, ${duration(progress.remaining_seconds)} to go`;
      this.#doing.textContent = progress.overall_percentage === 0 ? "Beginning."
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
