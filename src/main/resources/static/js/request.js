// A request in other clothes: as the address of a filled form, as a command for a terminal, as JSON.

import { absolute } from "./api.js";

/** Names that the service gives by itself, which a copy of the request leaves out. */
const GIVEN = /^\d{4}-\d{2}-\d{2}-v\d+$/;

const isGroup = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** The members that tell something: those that the form would not come with. */
function members(request, defaults) {
  return Object.entries(request).filter(([name, value]) => name !== "output_dir"
    && JSON.stringify(value) !== JSON.stringify(defaults[name]) && !(value === false && !(name in defaults)));
}

/** What differs from the values that the form comes with, as the query of its address. */
export function queryOf(request, defaults) {
  const query = new URLSearchParams();
  for (const [name, value] of members(request, defaults)) {
    if (isGroup(value)) {
      Object.entries(value).forEach(([part, share]) => query.set(`${name}.${part}`, share));
    } else {
      query.set(name, value);
    }
  }
  return query.toString();
}

/** A request as texts, from the query of an address; what it does not have is not there. */
export function fromQuery(query) {
  const request = {};
  for (const [key, value] of query) {
    const [name, part] = key.split(".");
    if (part === undefined) {
      request[name] = value;
    } else {
      request[name] = { ...request[name], [part]: value };
    }
  }
  return request;
}

/** The request without a name that the service gave. */
export function unnamed(request) {
  const { output_dir: name, ...rest } = request;
  return name === undefined || GIVEN.test(name) ? rest : request;
}

export const asJson = (request) => JSON.stringify(unnamed(request), null, 2);

export function asCurl(request) {
  return `curl -s ${absolute("datasets")} -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(unnamed(request))}'`;
}

export function asCommand(request, defaults) {
  const options = [["num_images", request.num_images], ["seed", request.seed],
    ...members(request, defaults).filter(([name]) => name !== "num_images" && name !== "seed")].map(([name, value]) => {
    const option = `--${name.replaceAll("_", "-")}`;
    const text = isGroup(value) ? Object.entries(value).map(([part, share]) => `${part}=${share}`).join(",") : value;
    return value === true ? option : `${option} ${text}`;
  });
  return `java -jar atomic-datasets.jar generate ${options.join(" ")}`;
}
