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

/** Each value in a member with the way to it, as the form's fields are called; a list within a group is a range. */
function fields(name, value) {
  if (isGroup(value) || (Array.isArray(value) && value.some(isGroup))) {
    return Object.entries(value).flatMap(([part, each]) => fields(`${name}.${part}`, each));
  }
  return [[name, Array.isArray(value) && name.includes(".") ? value.join(" to ") : value]];
}

/** What differs from the values that the form comes with, as the query of its address. */
export function queryOf(request, defaults) {
  return new URLSearchParams(members(request, defaults).flatMap(([name, value]) => fields(name, value))).toString();
}

/** A request as texts, from the query of an address; what it does not have is not there. */
export function fromQuery(query) {
  const request = Object.create(null); // whatever an address calls its members, they are no others
  for (const [key, value] of query) {
    const [name, ...others] = key.split(".").reverse();
    const place = others.reverse().reduce((group, part) => {
      group[part] = isGroup(group[part]) ? group[part] : Object.create(null);
      return group[part];
    }, request);
    place[name] = value;
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

/** A value as the terminal takes it: numbers with their names, and what holds more than numbers as JSON. */
function asOption(value) {
  if (!isGroup(value)) {
    return value;
  }
  const parts = Object.entries(value);
  return parts.every(([, share]) => typeof share === "number") ? parts.map(([part, share]) => `${part}=${share}`).join(",")
    : `'${JSON.stringify(value)}'`;
}

export function asCommand(request, defaults) {
  const options = [["num_images", request.num_images], ["seed", request.seed],
    ...members(request, defaults).filter(([name]) => name !== "num_images" && name !== "seed")].map(([name, value]) => {
    const option = `--${name.replaceAll("_", "-")}`;
    return value === true ? option : `${option} ${asOption(value)}`;
  });
  return `java -jar atomic-datasets.jar generate ${options.join(" ")}`;
}
