package io.atomicdatasets.describe;

import io.atomicdatasets.describe.Metadata.Generator;
import io.atomicdatasets.spec.Counted;
import io.atomicdatasets.spec.DatasetName;
import io.atomicdatasets.spec.DatasetSpec;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a dataset may be used, and how it is cited.
 *
 * @param license an SPDX identifier or a URL
 * @param creator who made it
 * @param line a {@link CitationLine}, from which the dataset is made again; datasets of before do not tell it
 * @param bibtex an entry that tells what it takes to make the dataset again; no date, as equal requests make equal datasets
 *     at any time
 */
public record Citation(
        String license, String creator, @Nullable String line, String bibtex) {
    private static final String UNNAMED = "atomic-datasets";

    static Citation of(Rights rights, DatasetSpec spec, Generator generator) {
        String line = new CitationLine(generator.algorithmVersion(), spec).text();
        return new Citation(rights.license().value(), rights.creator(), line, entry(rights, spec, generator, line));
    }

    private static String entry(Rights rights, DatasetSpec spec, Generator generator, String line) {
        String name = spec.outputDir().map(DatasetName::value).orElse(UNNAMED);
        int side = spec.recipe().gridSize();
        return String.format(
                Locale.ROOT,
                """
                        @misc{%s,
                          title = {{%s: %s of %d x %d cells}},
                          author = {{%s}},
                          howpublished = {Made by %s %s},
                          note = {Seed %d, algorithm version %d, encoder version %d},
                          url = {%s}
                        }
                        """,
                name,
                escaped(name),
                Counted.of(spec.allImages(), "labelled image"),
                side,
                side,
                escaped(rights.creator()),
                generator.name(),
                escaped(generator.version()),
                spec.seed(),
                generator.algorithmVersion(),
                generator.encoderVersion(),
                line);
    }

    /** A text in which nothing is a command of LaTeX, and braces are paired as BibTeX wants them. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            escaped.append(
                    switch (each) {
                        case '\\' -> "{\\textbackslash}";
                        case '{', '}' -> each == '{' ? "(" : ")";
                        case '~' -> "{\\textasciitilde}";
                        case '^' -> "{\\textasciicircum}";
                        case '&', '%', '$', '#', '_' -> "\\" + each;
                        default -> String.valueOf(each);
                    });
        }
        return escaped.toString();
    }
}
