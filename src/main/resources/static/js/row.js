// One dataset in the list: what it is, and what can be done with it.

import { h } from "./dom.js";
import { address, call, post } from "./api.js";
import { ask } from "./ask.js";
import { age, bytes, plural } from "./format.js";
import { formOf, recipeFacts } from "./recipe.js";
import { stateChip } from "./recent.js";
import { thumb } from "./thumb.js";

const CANCELLED_FIRST = new Set(["queued", "running"]);
const LEFT_ALONE = new Set(["cancelling", "publishing"]);

function menu(dataset, { changed }) {
  const { id, output_dir: name, request, state } = dataset;
  const told = h("p", { class: "error", role: "alert" });
  const doing = (question, work) => async () => {
    if (await ask(...question)) {
      try {
        await work();
        changed();
      } catch (problem) {
        told.textContent = problem.message;
      }
    }
  };
  const cancel = doing([`Cancel ${name}?`, "Nothing of it is kept.", "Cancel the run", "Keep running"],
    () => post(address(id, "/cancel")));
  const remove = doing([`Delete ${name}?`, state === "succeeded"
    ? "Its files are deleted with it. The same request makes the same files again." : "Its record is deleted; it has no files.", "Delete it"],
    () => call("DELETE", address(id)));
  const next = request.seed < Number.MAX_SAFE_INTEGER ? request.seed + 1 : 0;
  return h("details", { class: "menu", onkeydown: (event) => {
    if (event.key === "Escape") {
      event.currentTarget.open = false;
      event.currentTarget.firstChild.focus();
    }
  } },
    h("summary", { class: "button", "aria-label": `More actions for ${name}`, "data-focus": `menu ${id}` }, "⋯"),
    h("div", { class: "choices" },
      h("a", { href: formOf(request, { seed: next }), "data-page": true }, "Same recipe, next seed"),
      h("a", { href: formOf(request), "data-page": true }, "Edit the recipe"),
      state === "succeeded" && h("a", { href: address(id, "/files.tar"), download: "" }, "Download all"),
      CANCELLED_FIRST.has(state) ? h("button", { type: "button", class: "plain", onclick: cancel }, "Cancel")
        : !LEFT_ALONE.has(state) && h("button", { type: "button", class: "plain", onclick: remove }, "Delete"),
      told));
}

/** @param ways `picked` for a comparison, `changed` when the list is no longer true */
export function row(dataset, isPicked, ways) {
  const { id, output_dir: name, request, estimate, state, bytes_on_disk: size } = dataset;
  return h("li", {},
    h("input", { type: "checkbox", checked: isPicked, "aria-label": `Compare ${name}`, title: "Compare", "data-focus": `pick ${id}`,
      onchange: (event) => ways.picked(id, event.target.checked) }),
    h("a", { class: "to", href: `./?dataset=${id}`, "data-page": true, "data-focus": `to ${id}` }, thumb(dataset),
      h("span", { class: "about" }, h("strong", {}, name), h("span", { class: "hint" }, recipeFacts(request).join(" · ")))),
    h("span", { class: "fate" }, h("span", { class: "numbers" }, h("span", {}, plural(estimate.num_images, "image")),
      h("span", { class: "hint" }, size !== undefined && `${bytes(size)} on disk · `, age(dataset.created_at))), stateChip(state)),
    menu(dataset, ways));
}
