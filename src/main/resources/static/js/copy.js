// A button that copies.

import { h, say } from "./dom.js";

export function copyButton(text, what) {
  const word = h("span", {}, "Copy");
  return h("button", { type: "button", class: "copy", onclick: async () => {
    try {
      await navigator.clipboard.writeText(text);
      word.textContent = "Copied";
      say(`Copied ${what}`);
    } catch {
      word.textContent = "Select and copy"; // browsers lend the clipboard to HTTPS and to this machine only
      say("The browser does not allow it; select the text and copy it.");
    }
    setTimeout(() => {
      word.textContent = "Copy";
    }, 2000);
  } }, word, h("span", { class: "unseen" }, ` ${what}`));
}
