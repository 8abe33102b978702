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

const SPARSE = 7 / 6; // chi-square falls short by up to a sixth where the pairs of values have an object or two each
const FAMILIES = { blob: 1, rectangle: 1, line: 4, pattern: 5 };

/** How many values each factor has in a split; where its statistics do not tell, how many it can have. */
function numbersOfValues(split, recipe) {
  const kinds = Object.keys(split.kinds).filter((kind) => split.kinds[kind].objects > 0);
  return { objects: recipe.max_objects, kind: kinds.length, family: sum(kinds.map((kind) => FAMILIES[kind])),
    value: split.cell_values.slice(1).filter((cells) => cells > 0).length,
    size: Object.values(split.object_sizes).filter((objects) => objects > 0).length,
    row: recipe.grid_size, column: recipe.grid_size };
}

/**
 * The mutual information that independent factors seem to have in as many objects, which chance exceeds once in a thousand times:
 * 2 n ln 2 times it is about chi-square with (a - 1)(b - 1) degrees of freedom (Miller 1955; its quantile by Wilson and Hilferty 1931).
 */
function byChance(one, other, split, recipe) {
  const values = numbersOfValues(split, recipe);
  const freedom = (values[one] - 1) * (values[other] - 1);
  const ofImages = ["objects", recipe.value_mode === "same" && "value"]; // what all objects of an image have in common
  const n = ofImages.includes(one) && ofImages.includes(other) ? split.images : split.objects;
  const spread = 2 / (9 * freedom);
  return freedom === 0 ? 0 : SPARSE * freedom * Math.max(0, 1 - spread + 3.09 * Math.sqrt(spread)) ** 3 / (2 * n * Math.LN2);
}

/** How much each factor of objects tells of another, where images were held out: that is what can tie them to each other. */
function information(splits, recipe) {
  const factors = Object.keys(splits[0][1].mutual_information ?? {});
  const title = "Mutual information of factors, in bits";
  const pairs = factors.flatMap((one, i) => factors.slice(i + 1).map((other) => [one, other]));
  const figure = (one, other, split) => {
    const [told, chance] = [split.mutual_information[one][other], byChance(one, other, split, recipe)];
    return told > chance ? told.toFixed(4) : h("span", { class: "by-chance" }, `${told.toFixed(4)} ≤ ${chance.toFixed(4)}`);
  };
  return pairs.length > 0 && h("details", {}, h("summary", {}, title),
    h("p", { class: "hint" }, "In few objects even independent factors seem to tell something of each other. Figures that chance alone may give "
      + "are gray, beside what it exceeds only once in 1,000 times."),
    table(title, ["Factors", ...splits.map(([name]) => name)], pairs.map(([one, other]) =>
      [`${one}, ${other}`, ...splits.map(([, each]) => figure(one, other, each))])));
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
    information(splits, metadata.recipe));
}
