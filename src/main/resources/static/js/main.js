// Which of the two pages: the form with the list, or one dataset.

import { byId, put } from "./dom.js";
import { showSignOut } from "./key.js";
import { startForm } from "./form.js";
import { List } from "./list.js";
import { DatasetPage } from "./dataset.js";

const home = byId("home");
const article = byId("dataset");
const form = startForm((id) => go(`/?dataset=${id}`));
const list = new List();
let page = null;
let shown; // the id of the dataset that is shown, null for the form and the list

function show(moveFocus) {
  const id = new URLSearchParams(location.search).get("dataset");
  if (id === shown) {
    return; // only a step within the page
  }
  shown = id;
  page?.leave();
  list.leave();
  page = null;
  home.hidden = id !== null;
  article.hidden = id === null;
  put(article);
  if (id === null) {
    document.title = "atomic-datasets";
    list.enter();
  } else {
    page = new DatasetPage(id, article, { go, again: (request) => { go("/"); form.fill(request); } });
    page.enter();
  }
  if (moveFocus) {
    window.scrollTo(0, 0);
    (id === null ? byId("new-title") : byId("main")).focus({ preventScroll: true });
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
