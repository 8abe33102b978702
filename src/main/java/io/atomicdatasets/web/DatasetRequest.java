package io.atomicdatasets.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;

/** The body of {@code POST /datasets} for the documentation; {@code spec} reads and checks the real one. */
@Schema(description = "What to make. Only num_images is required.")
record DatasetRequest(
        @Schema(
                description = "Images in all three splits together.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                minimum = "1",
                maximum = "1000000000",
                example = "100000")
        long numImages,

        @Schema(
                description = "The only source of randomness: the same request gives the same bytes.",
                defaultValue = "42",
                minimum = "0",
                maximum = "9007199254740991",
                example = "42")
        long seed,

        @Schema(
                description = "Name of the directory below the datasets root in which the dataset appears; the next"
                        + " YYYY-MM-DD-vN unless given. A leading datasets/ is dropped.",
                pattern = "(datasets/)?[A-Za-z0-9][A-Za-z0-9._-]{0,127}",
                example = "my-dataset")
        String outputDir,

        @Schema(description = "Cells per side.", defaultValue = "16", minimum = "8", maximum = "32", example = "16")
        int gridSize,

        @Schema(
                description = "Values of objects' cells: gray 64..255, arc 1..9. The background is 0.",
                defaultValue = "gray",
                allowableValues = {"gray", "arc"},
                example = "gray")
        String palette,

        @Schema(
                description = "Fewest objects aimed at per image; if only max_objects is given, at most that.",
                defaultValue = "1",
                minimum = "1",
                maximum = "8",
                example = "1")
        int minObjects,

        @Schema(
                description = "Most objects aimed at per image; if only min_objects is given, at least that.",
                defaultValue = "4",
                minimum = "1",
                maximum = "8",
                example = "4")
        int maxObjects,

        Mix mix,

        @Schema(
                description = "Empty cells kept between objects, diagonals included.",
                defaultValue = "1",
                minimum = "0",
                maximum = "2",
                example = "1")
        int minGap,

        @Schema(
                description = "What the labels say: how many objects stand; the kind with the most cells; or the"
                        + " number of the vector (blobs, rectangles, lines, patterns), for max_objects up to 6.",
                defaultValue = "object_count",
                allowableValues = {"object_count", "dominant_kind", "composition"},
                example = "object_count")
        String label,

        Splits splits,

        @Schema(
                description = "Adds the ground truth to each file: candidates, masks, kinds, values, families, boxes,"
                        + " sizes.",
                defaultValue = "false",
                example = "false")
        boolean annotations,

        @Schema(
                description = "How the arrays stand in the files; stored ones can be mapped into memory in place.",
                defaultValue = "deflate",
                allowableValues = {"deflate", "stored"},
                example = "deflate")
        String compression) {
    static final String ALL_FIELDS = """
            {
              "num_images": 20000,
              "seed": 7,
              "output_dir": "coloured-compositions",
              "grid_size": 24,
              "palette": "arc",
              "min_objects": 2,
              "max_objects": 6,
              "mix": {"blob": 1, "rectangle": 1, "line": 1, "pattern": 1},
              "min_gap": 1,
              "label": "composition",
              "splits": {"train": 0.7, "val": 0.15, "test": 0.15},
              "annotations": true,
              "compression": "deflate"
            }""";

    @Schema(
            description =
                    "How often each kind is drawn: weights 0 to 1000000 with at most 9 decimals, not all 0; a kind"
                            + " left out has 0. Unless given: blob 0.4, the others 0.2.",
            example = "{\"blob\": 0.4, \"rectangle\": 0.2, \"line\": 0.2, \"pattern\": 0.2}")
    record Mix(BigDecimal blob, BigDecimal rectangle, BigDecimal line, BigDecimal pattern) {}

    @Schema(
            description =
                    "Share of each split: decimals 0 to 1 with at most 9 places that sum to exactly 1, train above"
                            + " 0; a split left out has 0. Unless given: 0.8, 0.1, 0.1.",
            example = "{\"train\": 0.8, \"val\": 0.1, \"test\": 0.1}")
    record Splits(BigDecimal train, BigDecimal val, BigDecimal test) {}
}
