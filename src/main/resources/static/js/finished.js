// A dataset that stands: its report, its files, what is in it, its images, and the proof that it is what was published.

import { h } from "./dom.js";
import { address, get } from "./api.js";
import { filesSection } from "./files.js";
import { useSection } from "./use.js";
import { statisticsSection } from "./statistics.js";
import { SampleBrowser } from "./samples.js";
import { verificationSection } from "./verification.js";

export async function finishedView(dataset) {
  const [listed, metadata] =
    await Promise.all([get(address(dataset.id, "/files")), get(address(dataset.id, "/metadata"))]);
  const files = listed.map((file) => ({ ...file, href: address(dataset.id, `/files/${encodeURIComponent(file.name)}`) }));
  const report = address(dataset.id, "/report");
  return [
    filesSection(dataset, files),
    useSection(dataset, files),
    new SampleBrowser(dataset, metadata).element,
    statisticsSection(metadata),
    h("section", { "aria-labelledby": "report" }, h("h2", { id: "report" }, "Report"),
      h("a", { href: report, target: "_blank", rel: "noopener" },
        h("img", { class: "picture", src: report, loading: "lazy", width: "3000", height: "3300",
          alt: "The report in full size: a hundred training images under their labels, and charts of labels, kinds and sizes" }))),
    verificationSection(dataset),
  ];
}
