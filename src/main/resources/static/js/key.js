// The API key, changed into a cookie: pictures, links and streams of events cannot send headers.

import { byId } from "./dom.js";

const NOTE = "atomic-datasets.has-session";
let asking = null;

async function begin(key) {
  const response = await fetch("/session", { method: "POST", headers: { "X-API-Key": key } });
  return response.ok;
}

/** Asks until the key is right; whoever needs it meanwhile waits for the same answer. */
export function askForKey() {
  asking ??= new Promise((resolve) => {
    const dialog = byId("key-dialog");
    const input = byId("key");
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    byId("key-form").onsubmit = async (event) => {
      event.preventDefault();
      let right = false;
      try {
        right = /^[!-~]+$/.test(input.value) && await begin(input.value);
      } catch {
        byId("key-error").textContent = "The service does not answer. Try again.";
        return;
      }
      if (!right) {
        byId("key-error").textContent = "This is not the key.";
        input.select();
        return;
      }
      input.value = "";
      byId("key-error").textContent = "";
      localStorage.setItem(NOTE, "yes");
      showSignOut();
      dialog.close();
      asking = null;
      resolve();
    };
    dialog.showModal();
  });
  return asking;
}

/** Offers to forget the session where there is one. */
export function showSignOut() {
  const button = byId("sign-out");
  button.hidden = localStorage.getItem(NOTE) === null;
  button.onclick = async () => {
    await fetch("/session", { method: "DELETE" });
    localStorage.removeItem(NOTE);
    location.assign("/");
  };
}
