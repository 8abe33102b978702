// The API key, changed into a cookie: pictures, links and streams of events cannot send headers.

import { byId } from "./dom.js";

const NOTE = "atomic-datasets.has-session";
let asking = null;

/** What is wrong with the key, or nothing when the session is begun. */
async function begin(key) {
  if (!/^[!-~]+$/.test(key)) {
    return "This is not the key.";
  }
  try {
    const response = await fetch("session", { method: "POST", headers: { "X-API-Key": key } });
    if (response.ok) {
      return "";
    }
    return response.status === 401 ? "This is not the key." : (await response.json()).detail;
  } catch {
    return "The service does not answer. Try again.";
  }
}

export const hasSession = () => localStorage.getItem(NOTE) !== null;

/** Asks until the key is right; whoever needs it meanwhile waits for the same answer. */
export function askForKey() {
  asking ??= new Promise((resolve) => {
    const dialog = byId("key-dialog");
    const input = byId("key");
    // Nothing can be done without the key, so closing the dialog by Escape opens it again.
    dialog.onclose = () => dialog.showModal();
    byId("key-form").onsubmit = async (event) => {
      event.preventDefault();
      const wrong = await begin(input.value);
      byId("key-error").textContent = wrong;
      if (wrong) {
        input.select();
        return;
      }
      input.value = "";
      localStorage.setItem(NOTE, "yes");
      showSignOut();
      asking = null;
      dialog.onclose = null;
      dialog.close();
      resolve();
    };
    dialog.showModal();
  });
  return asking;
}

/** Offers to forget the session where there is one. */
export function showSignOut() {
  const button = byId("sign-out");
  button.hidden = !hasSession();
  button.onclick = async () => {
    await fetch("session", { method: "DELETE" });
    localStorage.removeItem(NOTE);
    location.assign("./");
  };
}
