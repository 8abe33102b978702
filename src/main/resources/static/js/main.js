// Which view the address names, and the way from one to another.

import { byId, put } from "./dom.js";
import { showSignOut } from "./key.js";
import { startForm } from "./form.js";
import { Recent } from "./recent.js";
import { List } from "./list.js";
import { DatasetPage } from "./dataset.js";
import { Comparison } from "./compare.js";

const form = startForm((id) => go(`./?dataset=${id}`));
const recent = new Recent();

/** Each has a place in the document and, as long as it is shown, what `enter` gave. */
const VIEWS = {
  home: { place: byId("home"), enter: () => {
    document.title = "atomic-datasets";
    form.enter();
    recent.enter();
    return { again: form.enter, leave: () => {
      form.leave();
      recent.leave();
    } };
  } },
  datasets: { place: byId("datasets"), enter: (place) => new List(place, { go }) },
  comparison: { place: byId("comparison"), enter: (place, ids) => new Comparison(place, ids) },
  dataset: { place: byId("dataset"), enter: (place, id) => new DatasetPage(id, place, { go }) },
};

let shown = "";
let view = null;

function named() {
  const query = new URLSearchParams(location.search);
  if (query.has("dataset")) {
    return ["dataset", query.get("dataset")];
  }
  if (query.has("compare")) {
    return ["comparison", query.get("compare")];
  }
  return query.get("view") === "datasets" ? ["datasets", ""] : ["home", ""];
}

function show(moveFocus) {
  const [name, key] = named();
  if (`${name} ${key}` === shown) {
    view.again?.();
    return;
  }
  shown = `${name} ${key}`;
  view?.leave();
  for (const [each, { place }] of Object.entries(VIEWS)) {
    place.hidden = each !== name;
  }
  for (const link of document.querySelectorAll("[data-view]")) {
    if (link.dataset.view === name) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  }
  const { place, enter } = VIEWS[name];
  if (name !== "home") {
    put(place);
  }
  view = enter(place, key);
  if (moveFocus) {
    window.scrollTo(0, 0);
    (name === "home" ? byId("new-title") : byId("main")).focus({ preventScroll: true });
  }
}

function go(path) {
  history.pushState(null, "", path);
  show(true);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-page]");
  if (link && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    go(link.getAttribute("href"));
  }
});
window.addEventListener("popstate", () => show(true));
showSignOut();
show(false);
