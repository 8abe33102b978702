// A plan: what the dataset will take, and a picture of the images that will be made.

import { button, h } from "./dom.js";
import { address } from "./api.js";
import { barChart } from "./charts.js";
import { bytes, duration, number, words } from "./format.js";

const PREVIEW = 50;

/** There can be more shards than images fill: candidates fall away whose split is full. */
function files({ num_images: images, shard_size: size }) {
  const shards = size && Math.ceil(images / size);
  return !size ? "one per split" : shards === 1 ? "one shard, a file per split"
    : `${number(shards)} shards or a few more, a file per split in each`;
}

function takes({ estimate, request }) {
  const facts = [
    ["Images", number(estimate.num_images)],
    ["Memory when loaded", `${estimate.readable} (${number(estimate.bytes_per_image)} bytes an image)`],
    ["Disk while it is made", `${bytes(estimate.disk_bytes)} of ${bytes(estimate.disk_free_bytes)} free`],
    ["Memory of the run", bytes(estimate.working_memory_bytes)],
    ["Time", duration(estimate.seconds)],
    ["Files", files(request)],
  ];
  return h("dl", { class: "sheet" }, facts.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));
}

function asked({ request }) {
  const flat = Object.entries(request).map(([name, value]) => [words(name), value !== null && typeof value === "object"
    ? Object.entries(value).map(([part, share]) => `${part} ${share}`).join(", ") : String(value)]);
  return h("details", {}, h("summary", {}, "The whole request"),
    h("dl", { class: "sheet" }, flat.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])));
}

export function planView(dataset, confirm, cancel) {
  const shown = Math.min(PREVIEW, dataset.estimate.num_images);
  const labels = dataset.expected_labels;
  return [
    dataset.estimate.warnings.map((warning) => h("p", { class: "notice warn" }, warning)),
    !dataset.estimate.fits && h("p", { class: "notice bad" }, "The disk has no room for it now."),
    h("div", { class: "actions" },
      button("Confirm", confirm, { class: "primary" }), button("Cancel", cancel)),
    h("div", { class: "columns" },
      h("section", { "aria-labelledby": "takes" }, h("h2", { id: "takes" }, "What it takes"), takes(dataset),
        asked(dataset)),
      h("section", { "aria-labelledby": "labels" }, h("h2", { id: "labels" }, "Labels to expect"),
        barChart("Share of each label, from a sample", labels.map((each) => each.name), labels.map((each) => String(each.label)),
          [{ name: "expected", values: labels.map((each) => each.share) }]))),
    h("section", { "aria-labelledby": "preview" }, h("h2", { id: "preview" }, "Its first images"),
      h("p", { class: "hint" }, "These very images open the training split, exactly as drawn here."),
      h("div", { class: "preview", tabindex: "0", role: "region", "aria-label": "Preview" }, h("img", { class: "picture", src: address(dataset.id, `/preview?n=${shown}`),
        alt: `Picture of the first images of the training split, ${shown} at most, each under its label` }))),
  ];
}
