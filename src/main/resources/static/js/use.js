// The lines that fetch, check and load a dataset.

import { absolute, address } from "./api.js";
import { h } from "./dom.js";
import { copyButton } from "./copy.js";
import { shardsBySplit } from "./files.js";
import { hasSession } from "./key.js";

const SUMS = "SHA256SUMS";
const LOADER = "atomic_datasets.py";

function lines(title, text) {
  return h("figure", { class: "lines" },
    h("figcaption", {}, title, copyButton(text, `the lines: ${title}`)),
    h("pre", { tabindex: "0", role: "region", "aria-label": title }, h("code", {}, text)));
}

/** Addresses of the files of arrays and tables; those of many shards as one that curl counts through. */
function addresses(files, arrays) {
  const splits = shardsBySplit(files);
  const digits = (file) => file.name.replace(/[^0-9]/g, "");
  return splits.size === 0 ? arrays.map((file) => file.href)
    : [...splits.values()].map((all) => all.length === 1 ? all[0].href
      : all[0].href.replace(/-[0-9]+(\.[a-z]+)$/, `-[${digits(all[0])}-${digits(all.at(-1))}]$1`));
}

function download(files, arrays) {
  const key = hasSession() ? '-H "X-API-Key: $KEY" ' : "";
  const sums = files.filter((file) => file.name === SUMS).map((file) => file.href);
  return [...addresses(files, arrays), ...sums]
    .map((href) => `curl -f -C - -O ${key}${href.includes("[") ? `'${absolute(href)}'` : absolute(href)}`)
    .join("\n");
}

/** Datasets of before had no file of digests. */
function check(files, arrays) {
  return files.some((file) => file.name === SUMS) ? `sha256sum -c --ignore-missing ${SUMS}`
    : `sha256sum -c <<END\n${arrays.map((file) => `${file.sha256}  ${file.name}`).join("\n")}\nEND`;
}

const WHOLE = `import numpy as np

with np.load("train.npz", allow_pickle=False) as train:
    images, labels = train["images"], train["labels"]`;

const SHARDS = `import glob
import numpy as np

def load(split, array):
    return np.concatenate([np.load(shard, allow_pickle=False)[array] for shard in sorted(glob.glob(f"{split}-*.npz"))])

images, labels = load("train", "images"), load("train", "labels")`;

/** With the loader, from where it is served. */
function open(dataset) {
  return `import atomic_datasets as ad  # curl -O ${absolute(LOADER)}
train = ad.open("${absolute(address(dataset.id))}").split("train")`;
}

export function useSection(dataset, files) {
  const arrays = files.filter((file) => file.name.endsWith(".npz") || file.table);
  return h("section", { "aria-labelledby": "use" }, h("h2", { id: "use" }, "Use it"),
    lines("Download, resuming where a download stopped", download(files, arrays)),
    lines("Check", check(files, arrays)),
    h("p", {}, h("a", { href: LOADER }, LOADER),
      " loads it in Python, from here or from its directory: any image, shuffled batches, tensors for PyTorch.",
      hasSession() && " It takes the key from ATOMIC_DATASETS_KEY."),
    lines("Open in Python", open(dataset)),
    lines("Load with NumPy alone", dataset.request.shard_size ? SHARDS : WHOLE));
}
