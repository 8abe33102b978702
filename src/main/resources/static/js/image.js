// Images as pixels: small ones on a canvas, a large one with its coordinates as SVG.

import { svg } from "./dom.js";
import { boxOf, boxOfPartner } from "./pair.js";
import { cellColour, inkOn, objectColour } from "./palette.js";

const PIXELS = 8; // of the canvas, for each cell
const LINE = 2; // of a frame, so that each side is seen where the image is shown small
const DIFFERS = "#ffffff"; // around the object that differs from that of the partner

/** Draws an image, and its partner below it, with what stands in them told apart by colour if their masks are wanted. */
export function draw(canvas, sample, palette, withMasks = false) {
  const side = sample.cells.length * PIXELS;
  canvas.width = side;
  canvas.height = sample.partner ? 2 * side + PIXELS : side;
  canvas.classList.toggle("pair", Boolean(sample.partner));
  const pen = canvas.getContext("2d");
  paint(pen, sample, palette, withMasks);
  if (sample.partner) {
    mark(pen, boxOf(sample), side);
    pen.translate(0, side + PIXELS);
    paint(pen, sample.partner, palette, withMasks);
    mark(pen, boxOfPartner(sample), side);
  }
}

function paint(pen, sample, palette, withMasks) {
  for (const [row, cells] of sample.cells.entries()) {
    for (const [column, value] of cells.entries()) {
      pen.fillStyle = cellColour(palette, value);
      pen.fillRect(column * PIXELS, row * PIXELS, PIXELS, PIXELS);
      const object = sample.masks[row][column];
      if (withMasks && object > 0) {
        pen.fillStyle = objectColour(object - 1);
        pen.fillRect(column * PIXELS + 1, row * PIXELS + 1, PIXELS - 2, PIXELS - 2);
      }
    }
  }
  if (withMasks) {
    sample.objects.forEach(({ box }, i) => frame(pen, box, objectColour(i)));
  }
}

function frame(pen, [row, column, height, width], colour) {
  pen.strokeStyle = colour;
  pen.lineWidth = LINE;
  pen.strokeRect(column * PIXELS - 0.5, row * PIXELS - 0.5, width * PIXELS + 1, height * PIXELS + 1);
}

/** Rows or columns of a box with some room around it, as long as that is in the image: where the frame begins, and how long it is. */
function around(first, length, { unit, away, from = 0, end }) {
  const begin = Math.max(from, first * unit - away);
  return [begin, Math.min(end, (first + length) * unit + away) - begin];
}

/** Marks the object that differs, if there is one; away from its cells, so that light ones too can be told from the frame. */
function mark(pen, box, side) {
  if (box) {
    const [row, column, height, width] = box;
    const room = { unit: PIXELS, away: LINE + LINE / 2, from: LINE / 2, end: side - LINE / 2 };
    const [[left, across], [top, down]] = [around(column, width, room), around(row, height, room)];
    pen.strokeStyle = DIFFERS;
    pen.lineWidth = LINE;
    pen.strokeRect(left, top, across, down);
  }
}

const UNIT = 20; // of the drawing, for each cell
const EDGE = 22; // for the coordinates
const AWAY = 4; // a frame from its object

function coordinates(side) {
  const every = side > 20 ? 2 : 1;
  return Array.from({ length: Math.ceil(side / every) }, (_, i) => i * every).flatMap((n) => {
    const middle = EDGE + (n + 0.5) * UNIT;
    return [
      svg("text", { class: "coordinate", x: middle, y: EDGE - 7, "text-anchor": "middle" }, n),
      svg("text", { class: "coordinate", x: EDGE - 7, y: middle + 3.5, "text-anchor": "end" }, n)];
  });
}

function largeMark([row, column, height, width], side) {
  const room = { unit: UNIT, away: AWAY, end: side * UNIT };
  const [[left, across], [top, down]] = [around(column, width, room), around(row, height, room)];
  return svg("rect", { x: EDGE + left, y: EDGE + top, width: across, height: down, fill: "none", stroke: DIFFERS, "stroke-width": 3,
    class: "differs" });
}

/**
 * One image, large: rows and columns are numbered; cells show their objects or values if that is wanted.
 *
 * @param name what it is, in a word
 * @param differs the box of an object that is to be marked, if any
 */
export function drawLarge(sample, palette, { masks, values, name, differs }) {
  const side = sample.cells.length;
  const size = EDGE + side * UNIT + 1;
  const cells = sample.cells.flatMap((line, row) => line.map((value, column) => {
    const object = sample.masks[row][column];
    const colour = masks && object > 0 ? objectColour(object - 1) : cellColour(palette, value);
    const [x, y] = [EDGE + column * UNIT, EDGE + row * UNIT];
    return [
      svg("rect", { x, y, width: UNIT, height: UNIT, fill: colour, class: "cell" }),
      values && value > 0 && svg("text",
        { x: x + UNIT / 2, y: y + UNIT / 2 + 3, "text-anchor": "middle", class: "value", fill: inkOn(colour) }, value)];
  }));
  const boxes = masks && sample.objects.map(({ box: [row, column, height, width] }, i) => svg("rect",
    { x: EDGE + column * UNIT, y: EDGE + row * UNIT, width: width * UNIT, height: height * UNIT, fill: "none",
      stroke: objectColour(i), "stroke-width": 2, "stroke-dasharray": "5 3" }));
  return svg("svg", { viewBox: `0 0 ${size} ${size}`, class: "large", role: "img",
    "aria-label": `${name} of ${side} by ${side} cells; the objects follow in a table` },
    cells, coordinates(side), boxes, differs && largeMark(differs, side));
}

/** What stands in an image, in words. */
export const described = (sample) => sample.objects.map((object) => `${object.kind} of ${object.size} cells, value ${object.value}, `
  + `at row ${object.box[0]}, column ${object.box[1]}`).join("; ");
