// The labels to expect, most frequent first.

import { h, table } from "./dom.js";
import { number, percent, plural } from "./format.js";

const SHOWN = 20;
const FEW = 10; // images of a class, too few to measure anything on

/** Bars of the labels' shares, which come with their numbers. */
export function labelBars(labels, shown = SHOWN, most = Math.max(...labels.map((each) => each.share))) {
  const sorted = [...labels].sort((a, b) => b.share - a.share);
  const rest = sorted.length - shown;
  return [
    h("ol", { class: "label-bars" }, sorted.slice(0, shown).map(({ name, share }) => {
      const bar = h("span", { class: "bar-of-label", "aria-hidden": "true" });
      bar.style.inlineSize = `${(100 * share) / most}%`;
      return h("li", {}, h("span", { class: "name" }, name), h("span", { class: "track" }, bar),
        h("span", { class: "share" }, percent(share, share < 0.01 ? 2 : share < 0.1 ? 1 : 0)));
    })),
    rest > 0 && h("p", { class: "hint" }, `and ${number(rest)} more`),
  ];
}

/** What a person should know before labels are too rare to be of use; nothing where they are not, or the split is tiny. */
export function rareLabels(labels, testImages) {
  const rare = labels.filter((each) => each.share * testImages < FEW).length;
  return rare > 0 && testImages >= FEW * FEW
    ? `${number(rare)} of ${plural(labels.length, "label")} ${rare === 1 ? "expects" : "expect"} fewer than ${FEW} images in test.` : "";
}

/** How often labels are guessed right by a single number; nothing of datasets that were planned before that was measured. */
export const guessBars = (shortcuts) => shortcuts && labelBars([
  { name: "number of values", share: shortcuts.distinct_values },
  { name: "occupied cells", share: shortcuts.occupied_cells },
  { name: "nothing", share: shortcuts.chance }], SHOWN, 1);

/** The labels' shares of each split, where they can differ. */
export function splitShares(labels) {
  const splits = Object.keys(labels[0]?.splits ?? {});
  return splits.length > 0 && table("Labels by split", ["Label", ...splits],
    labels.map((each) => [each.name, ...splits.map((split) => percent(each.splits[split] ?? 0, 1))]));
}
