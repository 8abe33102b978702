package io.atomicdatasets.cli;

import io.atomicdatasets.layout.ReadableBytes;
import io.atomicdatasets.options.RequestOptions;
import io.atomicdatasets.plan.Estimate;
import io.atomicdatasets.plan.Plan;
import io.atomicdatasets.plan.Plan.ExpectedLabel;
import io.atomicdatasets.plan.Shortcuts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a person is told of a dataset before it is made. */
final class PlanText {
    private static final int MOST_LABELS = 8;
    private static final double LEAST_SHARE = 0.01; // below it a percentage would be 0 or worse

    private PlanText() {}

    /**
     * The estimate, line by line, and the warnings in the words of the terminal.
     *
     * @param freeBytes of the disk
     */
    static List<String> of(Plan plan, long freeBytes) {
        Estimate estimate = plan.estimate();
        List<String> lines = new ArrayList<>();
        lines.add("Disk: " + ReadableBytes.of(estimate.diskBytes()) + " while it is made, of "
                + ReadableBytes.of(freeBytes) + " free");
        lines.add("Time: " + time(estimate.seconds()));
        lines.add("Labels: " + labels(plan.labels()));
        plan.shortcuts().ifPresent(shortcuts -> lines.add(shortcuts(shortcuts)));
        plan.warnings().forEach(warning -> lines.add("Warning: " + RequestOptions.inOptions(warning)));
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
        boolean areMany = labels.size() > MOST_LABELS;
        String shown = labels.stream()
                .sorted(
                        areMany
                                ? Comparator.comparingDouble(ExpectedLabel::share)
                                        .reversed()
                                : Comparator.comparingInt(ExpectedLabel::label))
                .limit(MOST_LABELS)
                .map(each -> each.name() + " " + percent(each.share()))
                .collect(Collectors.joining("; "));
        return areMany ? shown + "; and " + (labels.size() - MOST_LABELS) + " more" : shown;
    }

    private static String shortcuts(Shortcuts shortcuts) {
        return "Guessed right: by the most frequent label " + percent(shortcuts.chance())
                + "; by the number of different values " + percent(shortcuts.distinctValues())
                + "; by that of occupied cells " + percent(shortcuts.occupiedCells());
    }

    private static String percent(double share) {
        return share < LEAST_SHARE ? "under 1 %" : told("%.0f %%", 100 * share);
    }

    private static String told(String format, double number) {
        return String.format(Locale.ROOT, format, number);
    }
}
