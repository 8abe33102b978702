// The request: its fields as they are typed, judged by the service alone, which shows what would come of it.

import { byId, h, put } from "./dom.js";
import { post } from "./api.js";
import { bytes, duration, plural } from "./format.js";
import { fade, look } from "./look.js";
import { fromQuery } from "./request.js";
import { addPlacesForErrors, fillFields, inWords, isFilledLike, showErrors, showGeneral, typedJson, typedQuery }
  from "./fields.js";

const PAUSE = 250; // ms without a keystroke before the service is asked
const LAST_SEED = 2n ** 53n - 1n;

/** What differs from the values that the form comes with. */
const PRESETS = {
  standard: {},
  arc: { palette: "arc", label: "composition" },
  shapes: { palette: "arc", mix: { blob: 0, rectangle: 1, line: 1, pattern: 1 }, label: "dominant_kind" },
  counting: { max_objects: 6, grid_size: 20, value_mode: "same" },
  large: { grid_size: 32, max_objects: 8, palette: "arc" },
};

/** What a preset leaves as it was typed: how many images there are, from which seed and under which name. */
const KEPT = ["num_images", "seed", "output_dir"];

const form = byId("request");
const review = byId("review");
let timer = 0;
let submitting = false;
let written = null; // the query that the form was filled from, or that it wrote

function showForecast({ estimate }) {
  const forecast = h("span", {},
    h("strong", {}, estimate.readable), " in memory, up to ", h("strong", {}, bytes(estimate.disk_bytes)),
    " of disk while it is made, ", h("strong", {}, duration(estimate.seconds)), ".",
    !estimate.fits && h("span", { class: "warning" }, "There is not enough disk space for it now."),
    estimate.warnings.map((warning) => h("span", { class: "warning" }, inWords(warning))));
  const place = byId("forecast");
  if (place.innerHTML !== forecast.outerHTML) {
    put(place, forecast);
  }
  review.textContent = `Review and generate ${plural(estimate.num_images, "image")}`;
}

function refused(problem) {
  put(byId("forecast"));
  review.textContent = "Review and generate";
  showErrors(problem.errors ?? []);
  if (!problem.errors?.length) {
    showGeneral(inWords(problem.message));
  }
}

/** Shows what the request would be, and keeps the address that of this very form. */
function check(note = "") {
  clearTimeout(timer);
  written = typedQuery();
  history.replaceState(history.state, "", written === "" ? "./" : `./?${written}`);
  for (const chip of document.querySelectorAll("[data-preset]")) {
    chip.setAttribute("aria-pressed", isFilledLike(PRESETS[chip.dataset.preset], ...KEPT));
  }
  return look(typedJson(), (plan) => {
    showErrors([]);
    showForecast(plan);
    showGeneral(note);
  }, refused);
}

async function submit(event, planned) {
  event.preventDefault();
  if (submitting) {
    return;
  }
  submitting = true;
  clearTimeout(timer);
  try {
    const page = location.href;
    const { id } = await post("datasets", typedJson());
    showErrors([]);
    if (location.href === page) { // otherwise the person went elsewhere meanwhile
      planned(id);
    }
  } catch (problem) {
    const taken = problem.status === 409;
    const errors = taken ? [{ pointer: "/output_dir", detail: problem.message }] : problem.errors ?? [];
    showErrors(errors);
    if (errors.length === 0) {
      showGeneral(inWords(problem.message));
    } else if (!taken) {
      fade();
    }
    form.querySelector("[aria-invalid]")?.focus();
  } finally {
    submitting = false;
  }
}

function preset(recipe) {
  const kept = Object.fromEntries(KEPT.map((name) => [name, byId(name).value]));
  fillFields({ ...recipe, ...kept });
  return check();
}

function nextSeed() {
  const seed = /^\d+$/.test(byId("seed").value.trim()) ? BigInt(byId("seed").value.trim()) : -1n;
  byId("seed").value = seed < LAST_SEED ? seed + 1n : 0n;
  return check();
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
  byId("next-seed").addEventListener("click", nextSeed);
  return {
    /** Fills the form from the address, unless it is what the address says already. */
    enter() {
      const query = location.search.slice(1);
      if (query === written) {
        return;
      }
      const unknown = fillFields(fromQuery(new URLSearchParams(query)));
      check(unknown.length === 0 ? "" : `The link has values that no field accepts: ${unknown.join(", ")}.`);
    },
    leave: () => clearTimeout(timer),
  };
}
