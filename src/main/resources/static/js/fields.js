// The fields of the form: what is typed as JSON and as an address, and where errors are told.

import { byId, h } from "./dom.js";
import { bytes, number } from "./format.js";

const NUMBER = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$/;
const GROUPED = /^-?[0-9]{1,3}([,_' \u00a0\u202f])[0-9]{3}(\1[0-9]{3})*$/; // 1,000,000
const SCALED = /^(.*[0-9]) ?([kKMG])$/; // 1M
const COMMA = /^0,([0-9]+)$/; // 0,5
const ZEROS = { k: 3, K: 3, M: 6, G: 9 };

const form = byId("request");
const inputs = [...form.querySelectorAll("input, select")];

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
  const text = input.inputMode === "numeric" ? plain(typed) : typed.replace(COMMA, "0.$1");
  return input.inputMode && NUMBER.test(text) ? text : JSON.stringify(typed);
}

/** The request as JSON; what is left empty is left out. */
export function typedJson() {
  const members = [];
  const groups = new Map();
  for (const input of inputs) {
    const [name, part] = input.id.split(".");
    if (input.type !== "checkbox" && input.value.trim() === "") {
      continue;
    }
    const target = part === undefined ? members : groups.get(name) ?? groups.set(name, []).get(name);
    target.push(`${JSON.stringify(part ?? name)}: ${literal(input)}`);
  }
  groups.forEach((parts, name) => members.push(`${JSON.stringify(name)}: {${parts.join(", ")}}`));
  return `{${members.join(", ")}}`;
}

/** What was typed as the query of the form's address: only what differs from what the form comes with. */
export function typedQuery() {
  const query = new URLSearchParams();
  const group = (input) => inputs.filter((each) => each.id.split(".")[0] === input.id.split(".")[0]);
  for (const input of inputs) {
    if (group(input).some((each) => valueOf(each) !== defaultOf(each))) {
      query.set(input.id, valueOf(input));
    }
  }
  return query.toString();
}

/** The values that the form comes with, as a request has them. */
export function defaults() {
  const request = {};
  for (const input of inputs) {
    const [name, part] = input.id.split(".");
    const text = defaultOf(input);
    const value = input.inputMode ? Number(text) : text;
    if (part !== undefined) {
      request[name] = { ...request[name], [part]: value };
    } else if (text !== "" && text !== false) {
      request[name] = value;
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
  for (const input of inputs) {
    const [name, part] = input.id.split(".");
    if (!(name in request)) {
      continue;
    }
    if (input.type === "checkbox") {
      input.checked = String(request[name]) === "true";
    } else {
      input.value = part === undefined ? request[name] : request[name][part] ?? "";
    }
  }
  for (const details of form.querySelectorAll("details")) {
    details.open ||= inputs.some((input) => details.contains(input) && valueOf(input) !== defaultOf(input));
  }
  return [
    ...Object.keys(request).filter((name) => !inputs.some((input) => input.id.split(".")[0] === name)),
    ...inputs.filter((input) => input.value === "" && input.tagName === "SELECT").map((input) => {
      const wrong = `${input.id} ${request[input.id]}`;
      input.value = defaultOf(input);
      return wrong;
    })];
}

/** Whether all fields but some are as a request would have filled them. */
export function isFilledLike(request, ...others) {
  return inputs.every((input) => {
    const [name, part] = input.id.split(".");
    const wanted = !(name in request) ? defaultOf(input) : part === undefined ? request[name] : request[name][part] ?? "";
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
    if (field) {
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
      byField.set(field, [...byField.get(field) ?? [], inWords(detail)]);
    } else {
      general.push(`${pointer.slice(1)} ${inWords(detail)}`);
    }
  }
  for (const field of form.querySelectorAll("[data-pointer]")) {
    write(field.querySelector(":scope > .error"), (byField.get(field) ?? []).join("; "));
  }
  inputs.forEach((input) => input.removeAttribute("aria-invalid"));
  byField.forEach((_, field) => {
    field.querySelector("input, select").setAttribute("aria-invalid", "true");
    field.closest("details")?.setAttribute("open", "");
  });
  showGeneral(general.join("; "));
}

export function showGeneral(text) {
  const place = byId("request-error");
  write(place, text);
  place.hidden = text === "";
}

export function addPlacesForErrors() {
  for (const field of form.querySelectorAll("[data-pointer]")) {
    const id = field.dataset.pointer.slice(1).replace("/", ".");
    const hint = field.querySelector(":scope > .hint");
    field.append(h("p", { class: "error", id: `${id}-error`, "aria-live": "polite" }));
    if (hint) {
      hint.id = `${id}-hint`;
    }
    const outer = field.parentElement.closest("[data-pointer]")?.dataset.pointer.slice(1);
    const told = [hint && hint.id, `${id}-error`, outer && `${outer}-hint`, outer && `${outer}-error`].filter(Boolean);
    field.querySelector(":scope > input, :scope > select")?.setAttribute("aria-describedby", told.join(" "));
  }
}
