// Whether the files are still those that were published: hashed again, or made again and compared.

import { button, h, put, table } from "./dom.js";
import { address, get, post } from "./api.js";
import { number, plural } from "./format.js";

const LOOK = 400; // ms
const FEW = 16; // files that are all told; of more, those that differ
const MOST = 100;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** What it proves that all files are as published. */
const passed = (dataset, files, isMadeAgain) => isMadeAgain
  ? `Made again from the recipe: all ${plural(dataset.estimate.num_images, "image")} and labels are identical, byte for byte, in all ${plural(files, "file")}.`
  : `All ${plural(files, "file")} match the SHA-256 that they were published with.`;

export function verificationSection(dataset) {
  const result = h("div", { role: "status" });
  const bar = h("progress", { "aria-label": "Verification", hidden: true });

  let busy = false;

  async function verify(regenerate) {
    if (busy) {
      return;
    }
    busy = true;
    put(result);
    bar.hidden = false;
    try {
      await post(address(dataset.id, `/verification?regenerate=${regenerate}`));
      let now;
      do {
        await pause(LOOK);
        now = await get(address(dataset.id, "/verification"));
        bar.max = Math.max(1, now.total);
        bar.value = now.n;
      } while (now.state === "running" && result.isConnected);
      show(now, regenerate);
    } catch (problem) {
      put(result, h("p", { class: "notice bad" }, problem.message));
    }
    bar.hidden = true;
    busy = false;
  }

  function show(verification, isMadeAgain) {
    if (verification.state !== "finished") {
      put(result, h("p", { class: "notice bad" }, verification.state === "failed"
        ? "The verification could not be finished; the log says why." : "The process that was verifying it ended; start again."));
      return;
    }
    const files = verification.files ?? [];
    const differing = files.filter((file) => file.expected !== file.actual);
    const told = files.length > FEW ? differing : files;
    put(result,
      h("p", { class: verification.passed ? "notice good" : "notice bad" }, verification.passed
        ? passed(dataset, files.length, isMadeAgain) : `Not as published: ${number(differing.length)} of ${plural(files.length, "file")}.`),
      told.length > 0 && table("Verified files", ["File", "Result", "SHA-256 found"], told.slice(0, MOST).map((file) =>
        [file.name, file.expected === file.actual ? "as published" : "differs", h("code", {}, file.actual)])),
      told.length > MOST && h("p", {}, `And ${number(told.length - MOST)} more.`));
  }

  return h("section", { "aria-labelledby": "verification" }, h("h2", { id: "verification" }, "Verification"),
    h("p", { class: "hint" }, "Hash all files again, or make the whole dataset again and compare."),
    h("div", { class: "actions" },
      button("Verify the files", () => verify(false)), button("Make it again and compare", () => verify(true))),
    bar, result);
}
