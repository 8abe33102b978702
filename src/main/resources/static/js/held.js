// What is held out, in words.

import { words } from "./format.js";

const SHOWN = 2; // in a line

const range = (wanted) => !Array.isArray(wanted) ? String(wanted) : wanted[0] === wanted[1] ? String(wanted[0]) : wanted.join(" to ");

/** A family as people call it: `line_horizontal` is a horizontal line, `l` an L. */
const familyWords = (family) => family.length === 1 ? family.toUpperCase()
  : family.startsWith("line_") ? `${family.slice(5).replace("_", "-")} line` : family;

const withArticle = (noun) => `${/^[aeiouL]/.test(noun) ? "an" : "a"} ${noun}`;

function objectWords({ kind, family, value, size, row, column }) {
  const noun = family ? familyWords(family) : kind ?? "object";
  return [withArticle(noun), value !== undefined && `of value ${range(value)}`, size !== undefined && `of ${range(size)} cells`,
    row !== undefined && `at row ${range(row)}`, column !== undefined && `at column ${range(column)}`].filter(Boolean).join(" ");
}

/** A condition as people say it: 5 to 6 objects, one of them a line of value 3. */
export function conditionWords({ objects, ...object }) {
  const many = objects !== undefined && (range(objects) === "1" ? "1 object" : `${range(objects)} objects`);
  return [many, Object.keys(object).length > 0 && (many ? `one of them ${objectWords(object)}` : objectWords(object))]
    .filter(Boolean).join(", ");
}

/** What no other split has; a request that came to a plan has conditions, whatever protocol they are from. */
export function heldOutWords({ when, protocol }, shown = Infinity) {
  if (!when) {
    return words(String(protocol));
  }
  const rest = when.length - shown;
  return when.slice(0, rest > 0 ? shown : when.length).map(conditionWords).join("; ") + (rest > 0 ? `; and ${rest} more` : "");
}

/** The same in a line with other facts. */
export const heldOutFact = (held) => held && `held out: ${heldOutWords(held, SHOWN)}`;
