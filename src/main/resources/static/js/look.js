// The first images of the request as it stands in the form, made by the service without storing anything.

import { byId, h, put } from "./dom.js";
import { post } from "./api.js";
import { Tiles } from "./tiles.js";
import { view } from "./viewer.js";
import { guessBars, labelBars } from "./labels.js";

const AGAIN = 1000; // ms, when the service makes too many others
const LABELS = 8;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const tiles = new Tiles(byId("look-images"), (i) => view({ title: "Preview", palette, count: () => items.length,
  item: (at) => items[at] ?? null, closed: (at) => tiles.focus(at) }, i));
let items = [];
let palette = "gray";
let wanted = null;
let busy = false;

function show({ request, expected_labels: labels, shortcuts, images }) {
  const names = new Map(labels.map((each) => [each.label, each.name]));
  palette = request.palette;
  items = images.map((sample, index) => ({ index, sample, name: names.get(sample.label) ?? `label ${sample.label}` }));
  tiles.show(items, palette);
  byId("look-images").classList.remove("stale");
  byId("look-seed").textContent = `Seed ${request.seed}`;
  put(byId("look-labels"), h("h3", {}, "Labels to expect"), labelBars(labels, LABELS),
    h("h3", {}, "Labels guessed right by"), guessBars(shortcuts));
}

/** The images of a request that cannot be made are those of the last that could, and look like it. */
export function fade() {
  byId("look-images").classList.add("stale");
}

/**
 * Asks for a preview. There is one call at a time; of the requests that come meanwhile, only the last is asked for.
 *
 * @param request as JSON
 * @param told is given the answer
 * @param refused is given the problem
 */
export async function look(request, told, refused) {
  wanted = { request, told, refused };
  if (busy) {
    return;
  }
  busy = true;
  while (wanted !== null) {
    const turn = wanted;
    wanted = null;
    try {
      const answer = await post("preview", turn.request);
      if (wanted === null) {
        show(answer);
        turn.told(answer);
      }
    } catch (problem) {
      if (problem.status === 429) {
        await pause(AGAIN);
        wanted ??= turn;
      } else if (wanted === null) {
        fade();
        turn.refused(problem);
      }
    }
  }
  busy = false;
}
