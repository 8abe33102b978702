// Small bar charts as SVG, with their numbers in a table for whoever wants them exactly or cannot see them.

import { h, svg, table } from "./dom.js";

const WIDTH = 480;
const HEIGHT = 180;
const LEFT = 54;
const BOTTOM = 26;
const TOP = 10;
const LETTER = 6.5; // about as wide as a letter of a tick

const shares = (value) => `${(100 * value).toFixed(value < 0.01 ? 2 : 1)} %`;

/** Ticks of an axis all have as many decimals as the smallest step needs. */
const tickOf = (most) => (value) => `${(100 * value).toFixed(most < 0.02 ? 2 : most < 0.2 ? 1 : 0)} %`;

const classOf = (each, s) => (each.isAsked ? "asked-for" : `series-${s}`);

function ceiling(most) {
  const unit = 10 ** Math.floor(Math.log10(most || 1));
  return [1, 2, 2.5, 5, 10].map((step) => step * unit).find((step) => step >= most);
}

/** 1 to name every group, 2 for every second, ...: as many as do not run into each other. */
function everyHowManieth(ticks) {
  const longest = Math.max(...ticks.map((tick) => tick.length));
  const room = (WIDTH - LEFT) / ((longest + 1.5) * LETTER);
  return Math.ceil(ticks.length / Math.max(1, Math.floor(room)));
}

/**
 * Bars in groups: one group for each name, one bar for each series.
 *
 * @param ticks what stands below the groups, short
 * @param series `{name, values}`, as many values as names, shares from 0 to 1; what was asked for comes last, with `isAsked`
 */
export function barChart(title, names, ticks, series) {
  const most = ceiling(Math.max(...series.flatMap((each) => each.values), 0.001));
  const step = (WIDTH - LEFT) / names.length;
  const bar = Math.min(36, (step * 0.8) / series.length);
  const plot = HEIGHT - TOP - BOTTOM;
  const y = (value) => TOP + plot * (1 - value / most);
  const tick = tickOf(most);
  const every = everyHowManieth(ticks);
  const lines = [0, 0.5, 1].map((part) => [
    svg("line", { class: "grid", x1: LEFT, x2: WIDTH, y1: y(part * most), y2: y(part * most) }),
    svg("text", { class: "tick", x: LEFT - 6, y: y(part * most) + 4, "text-anchor": "end" }, tick(part * most)),
  ]);
  const bars = names.map((name, i) => series.map((each, s) => svg("rect", {
    class: classOf(each, s),
    x: (LEFT + i * step + (step - bar * series.length) / 2 + s * bar).toFixed(1),
    y: y(each.values[i]).toFixed(1),
    width: Math.max(0.5, bar - (bar > 4 ? 1 : 0)).toFixed(1),
    height: (plot * each.values[i] / most).toFixed(1),
  }, svg("title", {}, `${name}, ${each.name}: ${shares(each.values[i])}`))));
  const named = ticks.map((tick, i) => i % every === 0 && svg("text",
    { class: "tick", x: LEFT + (i + 0.5) * step, y: HEIGHT - BOTTOM + 18, "text-anchor": "middle" }, tick));
  const legend = series.length > 1 && h("ul", { class: "legend" }, series.map((each, s) =>
    h("li", {}, h("span", { class: `swatch ${classOf(each, s)}`, "aria-hidden": "true" }), each.name)));
  return h("figure", { class: "chart" },
    h("figcaption", {}, title, legend),
    svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": `${title}; the numbers follow in a table` },
      lines, bars, named),
    h("details", {}, h("summary", {}, "Numbers"),
      table(title, ["Name", ...series.map((each) => each.name)],
        names.map((name, i) => [name, ...series.map((each) => shares(each.values[i]))]))));
}
