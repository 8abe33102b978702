package io.atomicdatasets.web;

import io.atomicdatasets.describe.Citation;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a dataset may be used, and how it is cited, as its metadata.json tells it. */
@Schema(name = "Citation", description = "How the dataset may be used, and how it is cited; once it succeeded.")
record CitationAnswer(
        @Schema(description = "What others may do with it: an SPDX identifier, or a URL.", example = "CC0-1.0")
        String license,

        @Schema(description = "Who made it.", example = "The makers of this dataset")
        String creator,

        @Schema(
                description = "The version of its images and the whole request, from which the terminal's"
                        + " generate --from-citation makes it again.",
                example = "atomic-datasets:2/eyJudW1faW1hZ2VzIjoxMDAwMDB9")
        @Nullable String line,

        @Schema(description = "An entry for BibTeX.") String bibtex) {
    static CitationAnswer of(Citation citation) {
        return new CitationAnswer(citation.license(), citation.creator(), citation.line(), citation.bibtex());
    }
}
