// The HTTP contract, as curl would use it. Whoever is asked for a key is asked once, and the call goes on.

import { askForKey } from "./key.js";

/** What the service said no with (RFC 9457). */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || `The service answered ${status}.`);
    this.status = status;
    this.title = body.title || "";
    this.errors = body.errors || [];
  }
}

async function send(method, path, body) {
  const request = { method, headers: { Accept: "application/json" } };
  if (body !== undefined) {
    request.headers["Content-Type"] = "application/json";
    request.body = body;
  }
  try {
    return await fetch(path, request);
  } catch {
    throw new Problem(0, { detail: "The service does not answer. It may be restarting; nothing was lost." });
  }
}

export async function call(method, path, body) {
  let response = await send(method, path, body);
  while (response.status === 401) {
    await askForKey();
    response = await send(method, path, body);
  }
  const text = await response.text();
  if (!response.ok) {
    let problem = {};
    try {
      problem = JSON.parse(text);
    } catch {
      // A proxy's page, perhaps.
    }
    throw new Problem(response.status, problem);
  }
  return text === "" ? null : JSON.parse(text);
}

export const get = (path) => call("GET", path);
export const post = (path, body) => call("POST", path, body);

/** Relative to the page, which may stand below a path of a proxy. */
export const address = (id, part = "") => `datasets/${encodeURIComponent(id)}${part}`;

/** The same as it is typed elsewhere. */
export const absolute = (path) => new URL(path, document.baseURI).href;
