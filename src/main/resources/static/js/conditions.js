// What is held out, as it is asked for: a protocol, or conditions of one's own, a group of fields each.

import { byId, h, put } from "./dom.js";

const KINDS = ["blob", "rectangle", "line", "pattern"];
const FAMILIES = ["blob", "rectangle", "line_horizontal", "line_vertical", "line_diagonal", "line_anti_diagonal", "checkerboard", "l", "t",
  "plus", "zigzag"];
const MEMBERS = [["kind", "Kind", KINDS], ["family", "Family", FAMILIES], ["value", "Value"], ["size", "Size in cells"],
  ["row", "Top row"], ["column", "Left column"], ["objects", "Objects"]];
const IMAGES = "10000";

/** A condition needs something to begin with, which the others have not: a line, if none has it. */
const begun = (others) => ({ kind: ["line", "pattern", "blob", "rectangle"].find((kind) => others.every((each) => each.kind !== kind)) });

const idOf = (i, name) => `hold_out.when.${i}.${name}`;

function input(id, words) {
  return words
    ? h("select", { id }, h("option", { value: "", selected: true }, "any"),
      words.map((word) => h("option", { value: word }, word.replaceAll("_", " "))))
    : h("input", { id, "data-range": true, inputmode: "text", placeholder: "any", value: "" });
}

export class Conditions {
  #rows = byId("conditions-asked");
  #own = byId("conditions");
  #protocol = byId("hold_out.protocol");
  #images = byId("hold_out.num_images");
  #prepare;

  /**
   * @param prepare is given each group of fields
   * @param changed is called when fields came or went
   */
  constructor(prepare, changed) {
    this.#prepare = prepare;
    this.#protocol.addEventListener("input", () => this.follow());
    byId("add-condition").addEventListener("click", () => {
      this.#show([...this.#typed(), begun(this.#typed())]);
      this.#rows.lastChild.querySelector("select").focus();
      changed();
    });
    this.#rows.addEventListener("click", ({ target }) => {
      const at = [...this.#rows.children].findIndex((row) => row.querySelector("button") === target);
      if (at >= 0) {
        this.#show(this.#typed().filter((_, i) => i !== at));
        byId("add-condition").focus();
        changed();
      }
    });
    this.follow();
  }

  /** Shows so many conditions, which are then filled. */
  expect(count) {
    this.#show(Array.from({ length: count }, () => ({})));
  }

  /** What is not wanted is out of use; what becomes wanted has a number of images. */
  follow() {
    const isProtocol = this.#protocol.value !== "";
    this.#own.disabled = isProtocol;
    this.#own.hidden = isProtocol;
    this.#images.disabled = !isProtocol && this.#rows.childElementCount === 0;
    if (!this.#images.disabled && this.#images.value.trim() === "") {
      this.#images.value = IMAGES;
    }
  }

  #typed() {
    return [...this.#rows.children].map((_, i) =>
      Object.fromEntries(MEMBERS.map(([name]) => [name, byId(idOf(i, name)).value])));
  }

  #show(conditions) {
    put(this.#rows, conditions.map((condition, i) => this.#row(condition, i)));
    [...this.#rows.children].forEach((row) => this.#prepare(row));
    this.follow();
  }

  #row(condition, i) {
    const fields = MEMBERS.map(([name, title, words]) => {
      const field = input(idOf(i, name), words);
      field.value = condition[name] ?? "";
      return h("div", { class: "field", "data-pointer": `/hold_out/when/${i}/${name}` },
        h("label", { for: field.id }, title), field);
    });
    return h("fieldset", { class: "condition", "data-pointer": `/hold_out/when/${i}` },
      h("legend", {}, `Condition ${i + 1}`), h("div", { class: "fields four" }, fields),
      h("p", { class: "hint" }, "Numbers, or ranges such as 8 to 9. Rows and columns count from 0; objects are how many the image has"),
      h("button", { type: "button", class: "plain", "aria-label": `Remove condition ${i + 1}` }, "Remove"));
  }
}
