// Makes a dataset by a client whose types are generated from the service's own description, and tells what came of it.
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

type Dataset = components["schemas"]["Dataset"];

declare const process: { argv: string[] };
const client = createClient<paths>({ baseUrl: process.argv[2]! });

function there<T>(answer: { data?: T; error?: components["schemas"]["Problem"] }): T {
  if (answer.error) {
    throw new Error(`${answer.error.title} (${answer.error.type})`);
  }
  return answer.data!;
}

const planned = there(await client.POST("/datasets", {
  body: { num_images: 1000, palette: "arc", label: "object_count", output_dir: "from-typescript" },
})) as Dataset;
const path = { params: { path: { id: planned.id } } };
const made: Dataset = there(await client.POST("/datasets/{id}/confirm", { ...path, headers: { Prefer: "wait=60" } }));
const files = there(await client.GET("/datasets/{id}/files", path));
const sample = there(await client.GET("/datasets/{id}/samples/{split}/{index}", {
  params: { path: { id: planned.id, split: "train", index: 0 } },
  headers: { Accept: "application/json" },
}));
const refused = await client.POST("/datasets", { body: { num_images: 0 } });

console.log(JSON.stringify({
  readable: planned.estimate.readable,
  state: made.state,
  files: files.map((file) => file.name),
  label: sample.label,
  refused: refused.error?.errors?.map((error) => error.pointer),
}));
