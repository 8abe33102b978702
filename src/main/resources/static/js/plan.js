// A plan: what the dataset will take, and the images that will be made.

import { button, h } from "./dom.js";
import { bytes, duration, number, plural } from "./format.js";
import { inWords } from "./fields.js";
import { guessBars, labelBars, splitShares } from "./labels.js";
import { recipeCopies, recipeSheet } from "./recipe.js";
import { FirstImages } from "./first.js";

/** There can be more shards than images fill: candidates fall away whose split is full. */
function files({ num_images: images, shard_size: size }) {
  const shards = size && Math.ceil(images / size);
  return !size ? "one per split" : shards === 1 ? "one shard, a file per split"
    : `${number(shards)} shards or a few more, a file per split in each`;
}

function takes({ estimate, request }) {
  const facts = [
    ["Time", duration(estimate.seconds)],
    ["Size in memory", `${estimate.readable} (${plural(estimate.bytes_per_image, "byte")} per image)`],
    ["Disk needed", `${bytes(estimate.disk_bytes)} of ${bytes(estimate.disk_free_bytes)} free`],
    ["RAM for the run", bytes(estimate.working_memory_bytes)],
    ["Files", files(request)],
  ];
  return h("dl", { class: "sheet" }, facts.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));
}

/** @param ways what can be done: `confirm`, `change`, `discard` */
export function planView(dataset, ways) {
  const { request, estimate, expected_labels: labels, shortcuts } = dataset;
  return [
    estimate.warnings.map((warning) => h("p", { class: "notice warn" }, inWords(warning))),
    !estimate.fits && h("p", { class: "notice bad" }, "There is not enough disk space for it now."),
    h("div", { class: "actions" },
      button(`Generate ${plural(estimate.num_images, "image")}`, ways.confirm, { class: "primary" }),
      button("Change", ways.change), button("Discard", ways.discard)),
    new FirstImages(dataset, "The training split begins with exactly these images.").element,
    h("div", { class: "columns" },
      h("section", { "aria-labelledby": "takes" }, h("h2", { id: "takes" }, "What it takes"), takes(dataset)),
      h("section", { "aria-labelledby": "asked" }, h("h2", { id: "asked" }, "Recipe"), recipeSheet(request), recipeCopies(request))),
    h("section", { "aria-labelledby": "labels" }, h("h2", { id: "labels" }, "Labels to expect"), labelBars(labels), splitShares(labels),
      shortcuts && [h("h3", {}, "Labels guessed right by"), guessBars(shortcuts)]),
  ];
}
