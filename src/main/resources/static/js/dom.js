// Elements made from what they are: a tag, its attributes, its children. Text is never read as markup.

const SVG = "http://www.w3.org/2000/svg";

const present = (children) =>
  children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false);

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...present(children));
  return element;
}

export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** Puts children in the place of those that were there; nothing, false and lists of children are fine. */
export function put(element, ...children) {
  element.replaceChildren(...present(children));
}

export const byId = (id) => document.getElementById(id);

/** A table with a caption for those who cannot see where it stands. */
export function table(caption, heads, rows, attributes = {}) {
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `${caption} (table)` },
    h("table", attributes,
      h("caption", { class: "unseen" }, caption),
      h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell, i) =>
        i === 0 ? h("th", { scope: "row" }, cell) : h("td", {}, cell)))))));
}

/** A button that is out of use while its work is under way; it keeps the focus, which `disabled` would take from it. */
export function button(text, work, attributes = {}) {
  const element = h("button", { type: "button", ...attributes, onclick: async () => {
    if (element.getAttribute("aria-disabled") === "true") {
      return;
    }
    element.setAttribute("aria-disabled", "true");
    try {
      await work();
    } finally {
      element.removeAttribute("aria-disabled");
    }
  } }, text);
  return element;
}

/** Tells those who cannot see it that something happened. */
export function say(text) {
  byId("said").textContent = text;
}
