// The colours of cell values, and of objects told apart.

const ARC = ["#000000", "#0074d9", "#ff4136", "#2ecc40", "#ffdc00", "#aaaaaa", "#f012be", "#ff851b", "#7fdbff", "#870c25"];

/** Told apart by people with any colour vision: Okabe and Ito, https://jfly.uni-koeln.de/color/, and white. */
const OBJECTS = ["#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7", "#ffffff"];

export const cellColour = (palette, value) =>
  palette === "arc" ? ARC[value] ?? "#ffffff" : `rgb(${value} ${value} ${value})`;

export const objectColour = (i) => OBJECTS[i % OBJECTS.length];
