// A question before what cannot be undone.

import { byId } from "./dom.js";

/** Whether the person says yes; closing the dialog is no. */
export function ask(title, text, yes, no = "Keep it") {
  const dialog = byId("question");
  byId("question-title").textContent = title;
  byId("question-text").textContent = text;
  byId("question-yes").textContent = yes;
  byId("question-no").textContent = no;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
