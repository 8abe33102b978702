package io.atomicdatasets.cli;

import io.atomicdatasets.layout.ReadableBytes;
import io.atomicdatasets.options.RequestOptions;
import io.atomicdatasets.plan.Estimate;
import io.atomicdatasets.plan.Plan;
import io.atomicdatasets.plan.Plan.ExpectedLabel;
import io.atomicdatasets.plan.Shortcuts;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Limits;
import io.atomicdatasets.spec.RequestField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What a person is told of a dataset before it is made. */
final class PlanText {
    private static final int MOST_LABELS = 8;
    private static final double LEAST_SHARE = 0.01; // below it a percentage would be 0 or worse

    private static final List<RequestField> DESIGN =
            List.of(RequestField.VALUE_MODE, RequestField.VALUES, RequestField.SPLIT_BY, RequestField.PAIRS);

    private PlanText() {}

    /**
     * What was designed, the estimate and the labels to expect, line by line, and the warnings in the words of the terminal.
     *
     * @param freeBytes of the disk
     */
    static List<String> of(Plan plan, long freeBytes) {
        Estimate estimate = plan.estimate();
        List<String> lines = new ArrayList<>(design(plan.spec()));
        lines.add("Disk: " + ReadableBytes.of(estimate.diskBytes()) + " while it is made, of "
                + ReadableBytes.of(freeBytes) + " free");
        lines.add("Time: " + time(estimate.seconds()));
        lines.add("Labels: " + labels(plan.labels()));
        lines.addAll(labelsOfSplits(plan.labels()));
        plan.shortcuts().ifPresent(shortcuts -> lines.add(shortcuts(shortcuts)));
        plan.warnings().forEach(warning -> lines.add("Warning: " + RequestOptions.inOptions(warning)));
        return lines;
    }

    /** What of the request decides on what can be learned, where it is not the default; a protocol as the conditions that it stands for. */
    private static List<String> design(DatasetSpec spec) {
        List<String> lines = new ArrayList<>();
        spec.division()
                .holdOut()
                .ifPresent(held -> held.when().forEach(condition -> lines.add("Held out: " + condition.words())));
        Map<String, Object> asked = spec.toFieldsWithoutDefaults();
        for (RequestField field : DESIGN) {
            if (asked.containsKey(field.label())) {
                String name = field.label().substring(0, 1).toUpperCase(Locale.ROOT)
                        + field.label().substring(1).replace('_', ' ');
                lines.add(name + ": " + field.type(Limits.TERMINAL).write(asked.get(field.label())));
            }
        }
        return lines;
    }

    /** A time that is known to about its first digit. */
    static String time(double seconds) {
        if (seconds < 1) {
            return "less than a second";
        }
        double minutes = seconds / 60;
        double hours = minutes / 60;
        if (seconds < 90) {
            return told("about %.0f s", seconds);
        }
        if (minutes < 90) {
            return told("about %.0f min", minutes);
        }
        return hours < 48 ? told("about %.0f h", hours) : told("about %,.0f days", hours / 24);
    }

    private static String labels(List<ExpectedLabel> labels) {
        return labels(labels, ExpectedLabel::share);
    }

    /** A line for each split in which shares can differ from those of the others. */
    private static List<String> labelsOfSplits(List<ExpectedLabel> labels) {
        return labels.stream()
                .flatMap(label -> label.splits().keySet().stream())
                .distinct()
                .map(split -> "Labels of " + split + ": "
                        + labels(labels, label -> label.splits().getOrDefault(split, 0.0)))
                .toList();
    }

    private static String labels(List<ExpectedLabel> labels, ToDoubleFunction<ExpectedLabel> share) {
        boolean areMany = labels.size() > MOST_LABELS;
        String shown = labels.stream()
                .sorted(
                        areMany
                                ? Comparator.comparingDouble(share).reversed()
                                : Comparator.comparingInt(ExpectedLabel::label))
                .limit(MOST_LABELS)
                .map(each -> each.name() + " " + percent(share.applyAsDouble(each)))
                .collect(Collectors.joining("; "));
        return areMany ? shown + "; and " + (labels.size() - MOST_LABELS) + " more" : shown;
    }

    private static String shortcuts(Shortcuts shortcuts) {
        return "Guessed right: by the most frequent label " + percent(shortcuts.chance())
                + "; by the number of different values " + percent(shortcuts.distinctValues())
                + "; by that of occupied cells " + percent(shortcuts.occupiedCells());
    }

    private static String percent(double share) {
        return share > 0 && share < LEAST_SHARE ? "under 1 %" : told("%.0f %%", 100 * share);
    }

    private static String told(String format, double number) {
        return String.format(Locale.ROOT, format, number);
    }
}
