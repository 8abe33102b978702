// The colours of cell values, and of objects told apart.

const ARC = ["#000000", "#0074d9", "#ff4136", "#2ecc40", "#ffdc00", "#aaaaaa", "#f012be", "#ff851b", "#7fdbff", "#870c25"];

/** Told apart by people with any colour vision: Okabe and Ito, https://jfly.uni-koeln.de/color/, and white. */
const OBJECTS = ["#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7", "#ffffff"];

const two = (value) => value.toString(16).padStart(2, "0");

export const cellColour = (palette, value) =>
  palette === "arc" ? ARC[value] ?? "#ffffff" : `#${two(value).repeat(3)}`;

export const objectColour = (i) => OBJECTS[i % OBJECTS.length];

/** Black or white, whichever can be read on a colour. */
export function inkOn(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue > 130 ? "#000000" : "#ffffff";
}
