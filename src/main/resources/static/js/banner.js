// What is told above all else: whether the service answers.

import { byId } from "./dom.js";

/** Shows a line, good or bad; no text takes it away. */
export function banner(text, mood = "") {
  const place = byId("connection");
  place.textContent = text;
  place.className = `banner ${mood}`;
  place.hidden = text === "";
}
