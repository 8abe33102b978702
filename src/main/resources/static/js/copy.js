// A button that copies.

import { h, say } from "./dom.js";

/**
 * @param text what is copied, or what gives it
 * @param what it is, for those who hear it
 * @param words on the button
 */
export function copyButton(text, what, words = "Copy") {
  const word = h("span", {}, words);
  return h("button", { type: "button", class: "copy", onclick: async () => {
    try {
      await navigator.clipboard.writeText(typeof text === "function" ? text() : text);
      word.textContent = "Copied";
      say(`Copied ${what}`);
    } catch {
      word.textContent = "Select and copy"; // browsers lend the clipboard to HTTPS and to this machine only
      say("The browser does not allow it; select the text and copy it.");
    }
    setTimeout(() => {
      word.textContent = words;
    }, 2000);
  } }, word, words === "Copy" && h("span", { class: "unseen" }, ` ${what}`));
}
