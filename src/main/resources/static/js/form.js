// The request: its fields as they are typed, judged by the service alone.

import { byId, h, put } from "./dom.js";
import { post } from "./api.js";
import { bytes, duration, number, percent } from "./format.js";

const NUMBER = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$/;
const GROUPED = /^-?[0-9]{1,3}([,_' \u00a0\u202f])[0-9]{3}(\1[0-9]{3})*$/; // 1,000,000
const SCALED = /^(.*[0-9]) ?([kKMG])$/; // 1M
const ZEROS = { k: 3, K: 3, M: 6, G: 9 };
const PAUSE = 350; // ms without a keystroke before the service is asked

/** What differs from the values that the form comes with. */
const PRESETS = {
  standard: {},
  arc: { palette: "arc", label: "composition" },
  shapes: { palette: "arc", mix: { blob: 0, rectangle: 1, line: 1, pattern: 1 }, label: "dominant_kind" },
  counting: { max_objects: 6, grid_size: 20 },
  large: { grid_size: 32, max_objects: 8, palette: "arc" },
};

const form = byId("request");
const inputs = [...form.querySelectorAll("input, select")];
let asked = 0;
let timer = 0;
let submitting = false;

/** A count as people write it, 1,000,000 or 1M or 100k, as JSON has it; anything else as it stands. */
function plain(text) {
  const [, scaled, letter] = SCALED.exec(text) ?? [null, text, ""];
  const digits = GROUPED.test(scaled) ? scaled.replace(/[^0-9-]/g, "") : scaled;
  return !NUMBER.test(digits) || (letter && /[eE]/.test(digits)) ? text : letter ? `${digits}e${ZEROS[letter]}` : digits;
}

/** A number as it was typed, so that the service sees all of its digits; anything else as text. */
function literal(input) {
  if (input.type === "checkbox") {
    return String(input.checked);
  }
  const typed = input.value.trim();
  const text = input.inputMode === "numeric" ? plain(typed) : typed;
  return input.inputMode && NUMBER.test(text) ? text : JSON.stringify(typed);
}

/** A message in the words of the form: separators in long numbers, labels instead of the names that JSON has. */
function readable(detail) {
  return detail
    .replace(/(?<![\w.])[0-9]{5,}(?!\w|\.\w)/g, (digits) => number(BigInt(digits)))
    .replace(/\b[a-z]+_[a-z]+\b/g, (name) => {
      const label = form.querySelector(`label[for="${name}"]`);
      return label ? `“${label.textContent}”` : name;
    });
}

/** The request as JSON; what is left empty is left out. */
function body() {
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

function showErrors(errors) {
  const byField = new Map();
  const general = [];
  for (const { pointer, detail } of errors) {
    const field = fieldOf(pointer);
    if (field) {
      byField.set(field, [...byField.get(field) ?? [], readable(detail)]);
    } else {
      general.push(`${pointer.slice(1)} ${readable(detail)}`);
    }
  }
  for (const field of form.querySelectorAll("[data-pointer]")) {
    write(field.querySelector(":scope > .error"), (byField.get(field) ?? []).join("; "));
  }
  inputs.forEach((input) => input.removeAttribute("aria-invalid"));
  byField.forEach((_, field) => field.querySelector("input, select").setAttribute("aria-invalid", "true"));
  showGeneral(general.join("; "));
}

function showGeneral(text) {
  const place = byId("request-error");
  write(place, text);
  place.hidden = text === "";
}

function showForecast({ estimate, expected_labels: labels }) {
  const named = labels.length > 8 ? `${labels.length} labels`
    : `Labels: ${labels.map((each) => `${each.name} ${percent(each.share, 0)}`).join(", ")}`;
  const forecast = h("span", {},
    h("strong", {}, estimate.readable), " in memory, up to ", h("strong", {}, bytes(estimate.disk_bytes)),
    " of disk while it is made, ", h("strong", {}, duration(estimate.seconds)), ". ", named, ".",
    !estimate.fits && h("span", { class: "warning" }, "The disk has no room for it now."),
    estimate.warnings.map((warning) => h("span", { class: "warning" }, warning)));
  const place = byId("forecast");
  if (place.innerHTML !== forecast.outerHTML) {
    put(place, forecast);
  }
}

/** Asks what the request would take, and shows the answer unless another was asked for since. */
async function check() {
  const turn = ++asked;
  try {
    const plan = await post("/datasets?dry_run=true", body());
    if (turn === asked) {
      showErrors([]);
      showForecast(plan);
    }
  } catch (problem) {
    if (turn === asked) {
      put(byId("forecast"));
      showErrors(problem.errors ?? []);
      if (!problem.errors?.length) {
        showGeneral(problem.message);
      }
    }
  }
}

async function submit(event, planned) {
  event.preventDefault();
  if (submitting) {
    return;
  }
  submitting = true;
  clearTimeout(timer);
  asked++;
  const page = location.href;
  try {
    const { id } = await post("/datasets", body());
    showErrors([]);
    if (location.href === page) { // otherwise the person went elsewhere meanwhile
      planned(id);
    }
  } catch (problem) {
    const taken = problem.status === 409;
    const errors = taken ? [{ pointer: "/output_dir", detail: problem.message }] : problem.errors ?? [];
    showErrors(errors);
    if (errors.length === 0) {
      showGeneral(problem.message);
    }
    form.querySelector("[aria-invalid]")?.focus();
  } finally {
    submitting = false;
  }
}

/** Puts a request into the form; what it leaves out gets the value that the form came with. */
function fill(request) {
  form.reset();
  for (const input of inputs) {
    const [name, part] = input.id.split(".");
    if (!(name in request)) {
      continue;
    }
    if (input.type === "checkbox") {
      input.checked = request[name];
    } else {
      input.value = part === undefined ? request[name] : request[name][part] ?? "";
    }
  }
  check();
}

/** A preset says what an image shows; how many there are, from which seed and under which name stays as it was typed. */
function preset(recipe) {
  const kept = Object.fromEntries(["num_images", "seed", "output_dir"].map((name) => [name, byId(name).value]));
  fill({ ...recipe, ...kept });
}

function addPlacesForErrors() {
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

/** Begins to listen; `planned` is given the id of each dataset that was asked for. */
export function startForm(planned) {
  addPlacesForErrors();
  form.addEventListener("submit", (event) => submit(event, planned));
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE);
  });
  for (const chip of document.querySelectorAll("[data-preset]")) {
    chip.addEventListener("click", () => preset(PRESETS[chip.dataset.preset]));
  }
  check();
  return { fill: (request) => fill({ ...request, output_dir: "" }) };
}
