// A dataset that stands: what can be done with it, its images, what is in it, its files, and the proof that it is what was published.

import { h } from "./dom.js";
import { address, get } from "./api.js";
import { bytes } from "./format.js";
import { citation, formOf, recipeCopies, recipeSheet } from "./recipe.js";
import { filesSection } from "./files.js";
import { useSection } from "./use.js";
import { statisticsSection } from "./statistics.js";
import { SampleBrowser } from "./samples.js";
import { verificationSection } from "./verification.js";

const LAST_SEED = Number.MAX_SAFE_INTEGER;

function actions(dataset, metadata, files, remove) {
  const { request } = dataset;
  const size = files.reduce((sum, file) => sum + file.bytes, 0);
  const next = request.seed < LAST_SEED ? request.seed + 1 : 0;
  return h("div", { class: "actions" },
    h("a", { class: "button primary", href: address(dataset.id, "/files.tar"), download: "" }, `Download all (${bytes(size)})`),
    h("a", { class: "button", href: formOf(request, { seed: next }), "data-page": true }, "Same recipe, next seed"),
    recipeCopies(request), citation(metadata, files), remove);
}

function about(dataset) {
  const report = address(dataset.id, "/report");
  return h("div", { class: "columns" },
    h("section", { "aria-labelledby": "recipe" }, h("h2", { id: "recipe" }, "Recipe"), recipeSheet(dataset.request)),
    h("section", { "aria-labelledby": "report" }, h("h2", { id: "report" }, "Report"),
      h("a", { class: "report", href: report, target: "_blank", rel: "noopener" },
        h("img", { src: report, loading: "lazy", width: "3000", height: "3300",
          alt: "The report in full size: a hundred training images under their labels, and charts of labels, kinds and sizes" }))));
}

export class FinishedView {
  #samples;

  constructor(dataset, metadata, files, remove) {
    this.#samples = new SampleBrowser(dataset, metadata);
    this.element = [
      actions(dataset, metadata, files, remove),
      this.#samples.element,
      statisticsSection(metadata),
      about(dataset),
      filesSection(files),
      useSection(dataset, files),
      verificationSection(dataset),
    ];
  }

  /** The view of a dataset, once its description is there. */
  static async of(dataset, remove) {
    const [listed, metadata] =
      await Promise.all([get(address(dataset.id, "/files")), get(address(dataset.id, "/metadata"))]);
    const files = listed.map((file) => ({ ...file, href: address(dataset.id, `/files/${encodeURIComponent(file.name)}`) }));
    return new FinishedView(dataset, metadata, files, remove);
  }

  leave() {
    this.#samples.leave();
  }
}
