// The fields of the form: what is typed as JSON and as an address, and where errors are told.

import { byId, h } from "./dom.js";
import { Conditions } from "./conditions.js";
import { bytes, number } from "./format.js";

const NUMBER = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$/;
const GROUPED = /^-?[0-9]{1,3}([,_' \u00a0\u202f])[0-9]{3}(\1[0-9]{3})*$/; // 1,000,000
const SCALED = /^(.*[0-9]) ?([kKMG])$/; // 1M
const COMMA = /^0,([0-9]+)$/; // 0,5
const ZEROS = { k: 3, K: 3, M: 6, G: 9 };
const RANGE = /^([0-9]+)(?: *(?:-|–|\.\.|,) *| +to +| +)([0-9]+)$/; // 8 to 9

const form = byId("request");
const conditions = new Conditions(addPlacesForErrors, () => form.dispatchEvent(new Event("input")));

/** Those in use; conditions come and go. The id of each is the way to its value in a request. */
const inputs = () => [...form.querySelectorAll(":is(input, select):enabled")];

const pathOf = (input) => input.id.split(".");

/** What stands in a request at the end of a path. */
const at = (request, path) => path.reduce((value, part) => value?.[part], request);

const defaultOf = (input) => input.tagName === "SELECT"
  ? [...input.options].find((each) => each.defaultSelected).value
  : input.type === "checkbox" ? input.defaultChecked : input.defaultValue;

const valueOf = (input) => input.type === "checkbox" ? input.checked : input.value.trim();

/** A count as people write it, 1,000,000 or 1M or 100k, as JSON has it; anything else as it stands. */
function plain(text) {
  const [, scaled, letter] = SCALED.exec(text) ?? [null, text, ""];
  const digits = GROUPED.test(scaled) ? scaled.replace(/[^0-9-]/g, "") : scaled;
  return !NUMBER.test(digits) || (letter && /[eE]/.test(digits)) ? text : letter ? `${digits}e${ZEROS[letter]}` : digits;
}

/** Numbers as they were typed, with commas or spaces between them. */
const list = (typed) => `[${typed.split(/[\s,]+/).map((each) => NUMBER.test(each) ? each : JSON.stringify(each)).join(", ")}]`;

/** A number as it was typed, so that the service sees all of its digits; anything else as text. */
function literal(input) {
  if (input.type === "checkbox") {
    return String(input.checked);
  }
  const typed = input.value.trim();
  if ("list" in input.dataset) {
    return list(typed);
  }
  if ("range" in input.dataset) {
    const [, from, to] = RANGE.exec(typed) ?? [];
    return to ? `[${from}, ${to}]` : NUMBER.test(typed) ? typed : JSON.stringify(typed);
  }
  const text = input.inputMode === "numeric" ? plain(typed) : typed.replace(COMMA, "0.$1");
  return input.inputMode && NUMBER.test(text) ? text : JSON.stringify(typed);
}

/** Maps as objects, or as lists where they are of conditions, of which each counts, though it is empty. */
const written = (value, isList = false) => !(value instanceof Map) ? value
  : isList ? `[${[...value.values()].map((each) => written(each)).join(", ")}]`
    : `{${[...value].map(([name, each]) => `${JSON.stringify(name)}: ${written(each, name === "when")}`).join(", ")}}`;

/** The request as JSON; what is left empty is left out. */
export function typedJson() {
  const request = new Map();
  for (const input of inputs()) {
    const [name, ...others] = pathOf(input).reverse();
    const isLeftOut = input.type !== "checkbox" && input.value.trim() === "";
    if (!isLeftOut || input.closest(".condition")) {
      const place = others.reverse().reduce((all, part) => all.get(part) ?? all.set(part, new Map()).get(part), request);
      if (!isLeftOut) {
        place.set(name, literal(input));
      }
    }
  }
  return written(request);
}

/** What was typed as the query of the form's address: only what differs from what the form comes with. */
export function typedQuery() {
  const query = new URLSearchParams();
  const all = inputs();
  const changed = new Set(all.filter((input) => valueOf(input) !== defaultOf(input)).map((input) => pathOf(input)[0]));
  for (const input of all) {
    if (changed.has(pathOf(input)[0]) && !(valueOf(input) === "" && defaultOf(input) === "")) {
      query.set(input.id, valueOf(input));
    }
  }
  return query.toString();
}

/** The values that the form comes with, as a request has them. */
export function defaults() {
  const request = {};
  for (const input of inputs()) {
    const [name, part] = pathOf(input);
    const text = defaultOf(input);
    const value = input.inputMode ? Number(text) : text;
    if (text === "" || text === false) {
      continue;
    }
    if (part === undefined) {
      request[name] = value;
    } else {
      request[name] = { ...request[name], [part]: value };
    }
  }
  return request;
}

/**
 * Puts a request into the form; what it leaves out gets the value that the form came with.
 *
 * @returns what of it the form does not know
 */
export function fillFields(request) {
  form.reset();
  const held = at(request, ["hold_out", "when"]);
  const when = typeof held === "object" ? Object.values(held) : [];
  conditions.expect(when.length);
  const asked = when.length === 0 ? request : { ...request, hold_out: { ...request.hold_out, when } };
  const unknown = [];
  for (const input of [...form.querySelectorAll("input, select")].filter((each) => pathOf(each)[0] in asked)) {
    const value = at(asked, pathOf(input)) ?? "";
    const text = typeof value === "object" ? "" : String(value);
    if (input.type === "checkbox") {
      input.checked = text === "true";
    } else {
      input.value = text;
    }
    if (input.selectedIndex < 0) {
      unknown.push(`${input.id} ${text}`);
      input.value = defaultOf(input);
    }
  }
  conditions.follow();
  for (const details of form.querySelectorAll("details")) {
    details.open ||= inputs().some((input) => details.contains(input) && valueOf(input) !== defaultOf(input));
  }
  return [...Object.keys(request).filter((name) => !inputs().some((input) => pathOf(input)[0] === name)), ...unknown];
}

/** Whether all fields but some are as a request would have filled them. */
export function isFilledLike(request, ...others) {
  return inputs().every((input) => {
    const [name] = pathOf(input);
    const wanted = name in request ? at(request, pathOf(input)) ?? "" : defaultOf(input);
    return others.includes(name) || String(valueOf(input)) === String(wanted);
  });
}

/** The name that the form has for a member of a request. */
export const labelOf = (name) => form.querySelector(`label[for="${CSS.escape(name)}"]`)?.textContent
  ?? form.querySelector(`[data-pointer="/${CSS.escape(name)}"] > legend`)?.textContent ?? name.replaceAll("_", " ");

/** A message in the words of the form: sizes and long numbers as people read them, labels instead of the names that JSON has. */
export function inWords(detail) {
  return detail
    .replace(/(?<![\w.])([0-9]{4,15}) bytes\b/g, (_, digits) => bytes(Number(digits)))
    .replace(/(?<![\w.])[0-9]{5,}(?!\w|\.\w)/g, (digits) => number(BigInt(digits)))
    .replace(/\b[a-z]+_[a-z]+\b/g, (name) => {
      const label = form.querySelector(`label[for="${name}"]`);
      return label ? `“${label.textContent}”` : name;
    });
}

/** The field that a pointer means, or the nearest around it. */
function fieldOf(pointer) {
  for (let part = pointer; part !== ""; part = part.slice(0, part.lastIndexOf("/"))) {
    const field = form.querySelector(`[data-pointer="${CSS.escape(part)}"]`);
    if (field && !field.closest("[hidden]")) {
      return field;
    }
  }
  return null;
}

/** Writes only where something changed, so that a screen reader tells what is new and nothing twice. */
function write(place, text) {
  if (place.textContent !== text) {
    place.textContent = text;
  }
}

export function showErrors(errors) {
  const byField = new Map();
  const general = [];
  for (const { pointer, detail } of errors) {
    const field = fieldOf(pointer);
    if (field) {
      byField.set(field, (byField.get(field) ?? new Set()).add(inWords(detail)));
    } else {
      general.push(`${pointer.slice(1)} ${inWords(detail)}`);
    }
  }
  for (const field of form.querySelectorAll("[data-pointer]")) {
    write(field.querySelector(":scope > .error"), [...byField.get(field) ?? []].join("; "));
  }
  form.querySelectorAll("[aria-invalid]").forEach((input) => input.removeAttribute("aria-invalid"));
  byField.forEach((_, field) => {
    field.querySelector("input, select")?.setAttribute("aria-invalid", "true");
    field.closest("details")?.setAttribute("open", "");
  });
  showGeneral(general.join("; "));
}

export function showGeneral(text) {
  const place = byId("request-error");
  write(place, text);
  place.hidden = text === "";
}

/** Gives each field in a part of the form, and that part if it is one, a place for what is wrong with it. */
export function addPlacesForErrors(part = form) {
  for (const field of [part, ...part.querySelectorAll("[data-pointer]")].filter((each) => each.dataset.pointer)) {
    const id = field.dataset.pointer.slice(1).replaceAll("/", ".");
    const hint = field.querySelector(":scope > .hint");
    field.append(h("p", { class: "error", id: `${id}-error`, "aria-live": "polite" }));
    if (hint) {
      hint.id = `${id}-hint`;
    }
    const outer = field.parentElement.closest("[data-pointer]")?.dataset.pointer.slice(1).replaceAll("/", ".");
    const told = [hint && hint.id, `${id}-error`, outer && `${outer}-hint`, outer && `${outer}-error`].filter(Boolean);
    field.querySelector(":scope > input, :scope > select")?.setAttribute("aria-describedby", told.join(" "));
  }
}
