// A dataset's first images, small.

import { h } from "./dom.js";
import { address, get } from "./api.js";
import { draw } from "./image.js";

const IMAGES = 4;
const KEPT = 2000; // datasets

const known = new Map();
const waiting = [];
let busy = false;

/** The first images of a dataset, or nothing where they cannot be made; one dataset after the other. */
async function work() {
  if (busy) {
    return;
  }
  busy = true;
  while (waiting.length > 0) {
    const { id, done } = waiting.shift();
    if (!known.has(id)) {
      try {
        known.set(id, (await get(address(id, `/preview?n=${IMAGES}`))).items);
      } catch (problem) {
        if (problem.status !== 429 && problem.status !== 0) {
          known.set(id, []);
        }
      }
    }
    done(known.get(id) ?? []);
    if (known.size > KEPT) {
      known.clear();
    }
  }
  busy = false;
}

const seen = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) {
      seen.unobserve(target);
      target.load();
    }
  }
}, { rootMargin: "200px" });

/** Four images in a square, made when they come into view; decoration, since the name says what it is. */
export function thumb({ id, request, state }) {
  const element = h("span", { class: "thumb", "aria-hidden": "true" });
  if (state === "expired") {
    return element;
  }
  const fill = (samples) => element.replaceChildren(...samples.map((sample) => {
    const canvas = h("canvas");
    draw(canvas, { ...sample, partner: undefined }, request.palette);
    return canvas;
  }));
  element.load = () => {
    waiting.push({ id, done: fill });
    work();
  };
  if (known.has(id)) {
    fill(known.get(id));
  } else {
    seen.observe(element);
  }
  return element;
}
