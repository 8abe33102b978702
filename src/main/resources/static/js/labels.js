// The labels to expect: in their own order while they are few, else the most frequent first.

import { h, table } from "./dom.js";
import { number, percent } from "./format.js";

const SHOWN = 20;
const ORDERED = 8;

/** Bars of the labels' shares, which come with their numbers. */
export function labelBars(labels, shown = SHOWN, most = Math.max(...labels.map(({ share }) => share)) || 1) {
  const sorted = labels.length <= ORDERED ? labels : [...labels].sort((a, b) => b.share - a.share);
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

/**
 * For each label a bar of every series, the labels that are most frequent anywhere first.
 *
 * @param series `{name, shares}`, each label's share by its name; labels that it does not have are told by a dash
 */
export function seriesBars(series, shown = SHOWN) {
  const names = [...new Set(series.flatMap(({ shares }) => [...shares.keys()]))];
  const larger = (name) => Math.max(...series.map(({ shares }) => shares.get(name) ?? 0));
  const sorted = names.sort((x, y) => larger(y) - larger(x)).slice(0, shown);
  const most = larger(sorted[0]) || 1;
  const bars = (name) => series.map(({ shares }, i) => {
    const bar = h("span", { class: `bar-of-label series-${i}` });
    bar.style.inlineSize = `${(100 * (shares.get(name) ?? 0)) / most}%`;
    return h("span", { class: "track", "aria-hidden": "true" }, bar);
  });
  return [
    h("ol", { class: "label-bars pairs" }, sorted.map((name) => h("li", {}, h("span", { class: "name" }, name),
      h("span", {}, bars(name)),
      h("span", { class: "share" }, series.map(({ shares }) => [h("span", {}, shares.has(name) ? percent(shares.get(name)) : "–"), " "]))))),
    names.length > shown && h("p", { class: "hint" }, `and ${number(names.length - shown)} more`),
  ];
}

/** What the colours of series mean. */
export const seriesLegend = (names) => h("ul", { class: "legend" }, names.map((name, i) =>
  h("li", {}, h("span", { class: `swatch series-${i}`, "aria-hidden": "true" }), name)));

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
