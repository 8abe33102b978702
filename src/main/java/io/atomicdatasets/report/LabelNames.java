package io.atomicdatasets.report;

import io.atomicdatasets.spec.LabelClass;
import io.atomicdatasets.spec.LabelScheme;
import io.atomicdatasets.spec.Labels;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What labels mean, where there is little room: {@code 2B 1L} for two blobs and a line. */
final class LabelNames {
    private final LabelScheme scheme;
    private final Map<Integer, LabelClass> classes;

    LabelNames(Labels labels) {
        scheme = labels.scheme();
        classes = labels.classes().stream().collect(Collectors.toMap(LabelClass::label, Function.identity()));
    }

    /** What stands above an image and its partner, such as {@code L:48  2B 1L}; if their labels differ, {@code L:3 → 2}. */
    String title(int label, int ofPartner) {
        if (ofPartner != label) {
            return "L:" + label + " → " + ofPartner;
        }
        boolean tellsItself = scheme == LabelScheme.OBJECT_COUNT || !classes.containsKey(label);
        return "L:" + label + (tellsItself ? "" : "  " + brief(label));
    }

    /** The meaning alone. */
    String brief(int label) {
        LabelClass each = classes.get(label);
        String name = each == null ? "" : each.name();
        return scheme == LabelScheme.COMPOSITION ? initials(name) : name;
    }

    /** What the letters in the names mean; empty if there are none. */
    String legend() {
        return scheme == LabelScheme.COMPOSITION ? "B blobs, R rectangles, L lines, P patterns" : "";
    }

    /** {@code 2B 1L} of {@code 2 blobs, 1 line}. */
    private static String initials(String composition) {
        return Arrays.stream(composition.split(", ", -1))
                .map(part -> part.split(" ", 2))
                .map(part -> part.length < 2
                        ? part[0]
                        : part[0] + part[1].substring(0, 1).toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }
}
