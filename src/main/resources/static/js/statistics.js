// What is in the splits, from the dataset's own description.

import { h, table } from "./dom.js";
import { barChart } from "./charts.js";
import { number, percent } from "./format.js";
import { seriesBars, seriesLegend } from "./labels.js";

const MOST_BARS = 16;
const MOST_GROUPS = 6; // of bars side by side, whose names find room below them

const share = (part, whole) => (whole === 0 ? 0 : (part ?? 0) / whole);

// Layout 1 told a number alone, an estimate.
const distinct = (images) => {
  const { about, error } = typeof images === "number" ? { about: images, error: 1 } : images;
  return (error === 0 ? "" : "about ") + number(about);
};

const sum = (numbers) => numbers.reduce((all, n) => all + n, 0);

/** Each value by itself while there are few, else in sixteen ranges. */
function binsOf(values) {
  if (values.length <= MOST_BARS) {
    return values.map((value) => ({ name: String(value), from: value, to: value }));
  }
  const [first, last] = [values[0], values.at(-1)];
  const width = Math.ceil((last - first + 1) / MOST_BARS);
  return Array.from({ length: Math.ceil((last - first + 1) / width) }, (_, i) => {
    const from = first + i * width;
    const to = Math.min(last, from + width - 1);
    return { name: `${from}–${to}`, from, to };
  });
}

/** Bars with their labels below them while these are few, else beside them: numbers of labels mean nothing to anybody. */
function labelChart(splits, classes) {
  const title = "Labels, share of each split's images";
  const shareOf = ([, each], { label }) => share(each.labels[label]?.images, each.images);
  if (classes.length <= MOST_GROUPS) {
    const names = classes.map((each) => each.name);
    return barChart(title, names, names, splits.map((split) =>
      ({ name: split[0], values: classes.map((each) => shareOf(split, each)) })));
  }
  return h("figure", { class: "chart wide" }, h("figcaption", {}, title, seriesLegend(splits.map(([name]) => name))),
    seriesBars(splits.map((split) => ({ name: split[0], shares: new Map(classes.map((each) => [each.name, shareOf(split, each)])) }))),
    h("details", {}, h("summary", {}, "Numbers"), table(title, ["Label", "Name", ...splits.map(([name]) => name)],
      classes.map((each) => [String(each.label), each.name, ...splits.map((split) => percent(shareOf(split, each), 2))]))));
}

/** How much each factor of objects tells of another, where images were held out: that is what can tie them to each other. */
function information(splits) {
  const factors = Object.keys(splits[0][1].mutual_information ?? {});
  const title = "Mutual information of factors, in bits";
  const pairs = factors.flatMap((one, i) => factors.slice(i + 1).map((other) => [one, other]));
  return pairs.length > 0 && h("details", {}, h("summary", {}, title),
    table(title, ["Factors", ...splits.map(([name]) => name)], pairs.map(([one, other]) =>
      [`${one}, ${other}`, ...splits.map(([, each]) => each.mutual_information[one][other].toFixed(4))])));
}

export function statisticsSection(metadata) {
  const splits = Object.entries(metadata.statistics).filter(([, each]) => each.images > 0);
  const series = (values) => splits.map(([name, each]) => ({ name, values: values(each) }));
  const classes = metadata.label_info.classes.filter((each) => each.can_occur);
  const kinds = Object.keys(splits[0][1].kinds);
  const sizes = [...new Set(splits.flatMap(([, each]) => Object.keys(each.object_sizes)))].sort((a, b) => a - b);
  const values = Array.from({ length: 255 }, (_, i) => i + 1)
    .filter((value) => splits.some(([, each]) => each.cell_values[value] > 0));
  const bins = binsOf(values);
  const arePairs = splits.every(([, each]) => each.changed_labels !== undefined);
  const taken = (each) => sum(each.cell_values.slice(1));
  return h("section", { "aria-labelledby": "statistics" }, h("h2", { id: "statistics" }, "Statistics"),
    table("Splits", ["Split", "Images", "Distinct images", "Objects", arePairs && "Partners with another label"].filter(Boolean),
      splits.map(([name, each]) => [name, number(each.images), distinct(each.distinct_images), number(each.objects),
        ...(arePairs ? [number(each.changed_labels)] : [])])),
    h("div", { class: "charts" },
      labelChart(splits, classes),
      barChart("Kinds of objects, asked for and made", kinds, kinds, [
        ...series((each) => kinds.map((kind) => each.kinds[kind].share)),
        { name: "asked", values: kinds.map((kind) => splits[0][1].kinds[kind].mix), isAsked: true }]),
      barChart("Object size in cells", sizes, sizes,
        series((each) => sizes.map((size) => share(each.object_sizes[size], each.objects)))),
      barChart("Values of objects' cells", bins.map((bin) => bin.name), bins.map((bin) => bin.name),
        series((each) => bins.map(({ from, to }) => share(sum(each.cell_values.slice(from, to + 1)), taken(each)))))),
    information(splits));
}
