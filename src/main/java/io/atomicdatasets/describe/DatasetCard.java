package io.atomicdatasets.describe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atomicdatasets.describe.Metadata.LabelCount;
import io.atomicdatasets.describe.Metadata.SplitSummary;
import io.atomicdatasets.layout.ReadableBytes;
import io.atomicdatasets.layout.TableFile.Rows;
import io.atomicdatasets.spec.Counted;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Kind;
import io.atomicdatasets.spec.LabelClass;
import io.atomicdatasets.spec.ObjectValues;
import io.atomicdatasets.spec.Palette;
import io.atomicdatasets.spec.Split;
import io.atomicdatasets.spec.SplitBy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code README.md}: a dataset card, for people and for Hugging Face. It tells no time, so that equal requests have equal cards.
 *
 * @param spec the request, with the dataset's name
 * @param metadata what is known of the dataset
 * @param files those with images in them, among others
 * @see <a href="https://huggingface.co/docs/hub/datasets-cards">Dataset cards</a>
 */
public record DatasetCard(DatasetSpec spec, Metadata metadata, List<FileInfo> files) {
    /** The file. */
    public byte[] toBytes() {
        Citation citation = Objects.requireNonNull(metadata.citation());
        License license = new License(citation.license());
        return String.join(
                        "\n",
                        CardYaml.of(spec, name(), license),
                        "# " + name() + "\n",
                        about(),
                        splits(),
                        heldOut() + labels(),
                        use(),
                        cite(citation),
                        again(license),
                        "## License\n\n[%s](%s), %s\n".formatted(license, license.url(), citation.creator()))
                .getBytes(UTF_8);
    }

    private String name() {
        return spec.outputDir().orElseThrow().value();
    }

    private String about() {
        int side = spec.recipe().gridSize();
        return told(
                """
                %s of %d x %d cells, each with %s: %s, %s. The label of an image is %s.

                All of it was drawn by a program, from seed %d, so labels are right by construction, and nothing in it shows a person or a \
                place. %s

                `metadata.json` tells every value of the request, what each label means, statistics, and the SHA-256 of each file; \
                `validation_report.png` shows some of the images.
                """,
                Counted.of(spec.numImages(), "image"),
                side,
                side,
                objects(),
                kinds(),
                colours(),
                meaning(),
                spec.seed(),
                apart());
    }

    private String apart() {
        return divided() + ood() + pairs() + factors();
    }

    private String pairs() {
        return spec.recipe()
                .pairs()
                .map(edit -> " Each image has a partner in its split, `images_b`, which differs from it in the "
                        + edit.factor() + " of one object; `edits` tells in which, and how.")
                .orElse("");
    }

    private String factors() {
        return spec.fileOptions().factors()
                ? " `shapes` and `orientations` tell which shape each object has and how it is turned, `difficulty` how hard each image is."
                : "";
    }

    private String ood() {
        return spec.division().holdOut().isEmpty()
                ? ""
                : told(
                        " This is so of train, val and test. The split ood holds %s with [what is held out](#held-out), none of which is in"
                                + " another split.",
                        Counted.of(spec.count(Split.OOD), "image"));
    }

    /** A section of its own, as there may be many conditions. */
    private String heldOut() {
        return spec.division()
                .holdOut()
                .map(held -> held.when().stream()
                        .map(condition -> "- " + condition.words() + "\n")
                        .collect(Collectors.joining(
                                "",
                                "## Held out\n\nEvery image of ood fulfils at least one of these conditions, by its number of objects"
                                        + " and by one object that is all that the condition says; no other image does.\n\n",
                                "\n")))
                .orElse("");
    }

    private String divided() {
        return spec.division().splitBy() == SplitBy.SHAPES
                ? "No image of one split is in another, nor is any other that shows the same shapes, wherever they are and however"
                        + " they are turned, mirrored and coloured."
                : "No image of one split is in another, nor is any rotation, mirror image or recolouring of it.";
    }

    private String objects() {
        int least = spec.recipe().minObjects();
        int most = spec.recipe().maxObjects();
        return (least == most ? "" + most : least + " to " + most) + " simple " + (most == 1 ? "object" : "objects");
    }

    private String kinds() {
        List<String> kinds = Arrays.stream(Kind.values())
                .filter(kind -> spec.recipe().mix().weight(kind) > 0)
                .map(kind -> kind.label() + "s")
                .toList();
        int last = kinds.size() - 1;
        return last == 0 ? kinds.get(0) : String.join(", ", kinds.subList(0, last)) + " and " + kinds.get(last);
    }

    private String colours() {
        ObjectValues values = spec.recipe().objectValues();
        Palette palette = values.palette();
        boolean isGray = palette == Palette.GRAY;
        String all = told(
                isGray ? "in grays from %d to %d on 0" : "in colours that are numbered %d to %d on 0",
                palette.lowest(),
                palette.highest());
        String some = values.values()
                .map(few -> told(
                        "in the %s %s on 0",
                        isGray ? "grays" : "colours that are numbered",
                        few.stream().map(String::valueOf).collect(Collectors.joining(", "))))
                .orElse(all);
        return switch (values.valueMode()) {
            case INDEPENDENT -> some;
            case DISTINCT -> some + ", no two objects of an image in the same";
            case SAME -> some + ", all objects of an image in the same";
        };
    }

    private String meaning() {
        return switch (spec.label()) {
            case OBJECT_COUNT -> "how many objects it has";
            case DOMINANT_KIND -> "the kind of object that has the most cells in it";
            case COMPOSITION -> "how many objects of each kind it has";
        };
    }

    private String splits() {
        StringBuilder table = new StringBuilder(
                "## Splits\n\n| split | images | different images | size of the files |\n| --- | ---: | ---: | ---: |\n");
        for (Split split : spec.presentSplits()) {
            SplitSummary summary = summary(split);
            table.append(told(
                    "| %s | %,d | %s%,d | %s |\n",
                    split.label(),
                    summary.images(),
                    summary.distinctImages().error() == 0 ? "" : "about ",
                    summary.distinctImages().about(),
                    ReadableBytes.of(bytes(split))));
        }
        return table.toString();
    }

    private SplitSummary summary(Split split) {
        return Objects.requireNonNull(metadata.statistics().get(split.label()));
    }

    private long bytes(Split split) {
        return files.stream()
                .filter(file -> split.label().equals(splitOf(file)))
                .mapToLong(FileInfo::bytes)
                .sum();
    }

    private static @Nullable String splitOf(FileInfo file) {
        return file.table() == null ? file.split() : file.table().split();
    }

    private String labels() {
        StringBuilder table = new StringBuilder("## Labels\n\n| label | meaning | "
                + spec.presentSplits().stream().map(Split::label).collect(Collectors.joining(" | "))
                + " |\n| ---: | --- |" + " ---: |".repeat(spec.presentSplits().size()) + "\n");
        for (LabelClass each : spec.labels().classes()) {
            if (each.canOccur()) {
                table.append(told("| %d | %s |", each.label(), each.name()));
                for (Split split : spec.presentSplits()) {
                    table.append(" ")
                            .append(share(summary(split), each.label()))
                            .append(" |");
                }
                table.append("\n");
            }
        }
        return table.toString();
    }

    private static String share(SplitSummary split, int label) {
        LabelCount count = Objects.requireNonNull(split.labels().get(String.valueOf(label)));
        return split.images() == 0
                ? "0"
                : told("%,d (%.1f %%)", count.images(), 100.0 * count.images() / split.images());
    }

    private String use() {
        String loader = told("""
                ## Load it

                ```python
                import atomic_datasets as ad  # java -jar atomic-datasets.jar loader > atomic_datasets.py

                train = ad.open("%s").split("train")
                ```
                """, name());
        if (Rows.of(spec).isEmpty()) {
            return loader + """

                    The files are NumPy's: `numpy.load` reads each. Made with `--parquet` the dataset is also one that Hugging Face's \
                    `load_dataset` reads.
                    """;
        }
        String objects = spec.fileOptions().annotations()
                ? told("objects = load_dataset(\"%s\", \"objects\")  # a row for each object\n", name())
                : "";
        return loader + told("""

                ```python
                from datasets import load_dataset

                dataset = load_dataset("%s")
                %s```
                """, name(), objects);
    }

    private static String cite(Citation citation) {
        return told("""
                ## Cite it

                ```bibtex
                %s```

                The entry's `url` is the whole request, from which `generate --from-citation` makes the dataset again:

                ```
                %s
                ```
                """, citation.bibtex(), Objects.requireNonNull(citation.line()));
    }

    private String again(License license) {
        return told(
                """
                ## Make it again

                ```
                java -jar atomic-datasets.jar generate %s%s
                ```

                makes the same arrays with %s of algorithm version %d, and the same files with encoder version %d; this was %s.
                """,
                String.join(" ", GenerateOptions.of(spec)),
                license.equals(License.CC0) ? "" : " --license '" + license + "'",
                metadata.generator().name(),
                metadata.generator().algorithmVersion(),
                metadata.generator().encoderVersion(),
                metadata.generator().version());
    }

    private static String told(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
