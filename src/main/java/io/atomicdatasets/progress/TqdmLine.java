package io.atomicdatasets.progress;

import io.atomicdatasets.progress.Progress.Snapshot;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Formats a snapshot as tqdm would: {@code Generating images:  45%|####5     | 45000/100000 [00:02<00:03, 21.3kimg/s]}. Share, bar
 * and times are those of the whole run; count and rate those of its phase.
 */
public final class TqdmLine {
    private static final int BAR = 10;
    private static final String PARTS = " 123456789#"; // one character of the bar, by tenths

    private TqdmLine() {}

    /** The line, without a line break. */
    public static String of(Snapshot now) {
        return head(now) + bar(now.share()) + "| " + now.done() + "/" + now.total() + tail(now);
    }

    /**
     * The line in a number of columns. What there is no room for is left out whole: first the length of the counts, then the
     * bar, the counts themselves, the title, and the times.
     */
    public static String of(Snapshot now, int columns) {
        String counts = briefly(now.done()) + "/" + briefly(now.total());
        String titled = title(now.phase()) + ": " + percent(now);
        return Stream.of(
                        of(now),
                        head(now) + bar(now.share()) + "| " + counts + tail(now),
                        titled + " " + counts + tail(now),
                        titled + " [" + times(now) + "]",
                        percent(now) + " [" + times(now) + "]",
                        percent(now))
                .filter(line -> line.length() <= columns)
                .findFirst()
                .orElse("");
    }

    private static String head(Snapshot now) {
        return title(now.phase()) + ": " + percent(now) + "|";
    }

    private static String percent(Snapshot now) {
        return String.format(Locale.ROOT, "%3d%%", (int) (100 * now.share()));
    }

    private static String tail(Snapshot now) {
        return String.format(Locale.ROOT, " [%s, %simg/s]", times(now), scaled(now.averageRate()));
    }

    private static String times(Snapshot now) {
        boolean isKnown = now.secondsLeft() > 0 || now.done() > 0;
        return clock(now.elapsedSeconds()) + "<" + (isKnown ? clock(Math.ceil(now.secondsLeft())) : "?");
    }

    private static String title(Phase phase) {
        return switch (phase) {
            case GENERATING -> "Generating images";
            case ASSEMBLING -> "Assembling files";
            case VALIDATING -> "Validating images";
            case REPORTING -> "Drawing report";
            case PUBLISHING -> "Publishing";
        };
    }

    private static String bar(double share) {
        int tenths = (int) (share * BAR * 10);
        StringBuilder bar = new StringBuilder("#".repeat(tenths / 10));
        if (bar.length() < BAR) {
            bar.append(PARTS.charAt(tenths % 10));
        }
        return bar.append(" ".repeat(BAR - bar.length())).toString();
    }

    private static String clock(double seconds) {
        long whole = (long) seconds;
        long hours = whole / 3600;
        String minutes = String.format(Locale.ROOT, "%02d:%02d", whole / 60 % 60, whole % 60);
        return hours == 0 ? minutes : hours + ":" + minutes;
    }

    private static String briefly(long count) {
        return count < 1_000 ? Long.toString(count) : scaled((double) count);
    }

    private static String scaled(double number) {
        if (number >= 999_500) {
            return String.format(Locale.ROOT, "%.1fM", number / 1_000_000);
        }
        return number >= 1_000
                ? String.format(Locale.ROOT, "%.1fk", number / 1_000)
                : String.format(Locale.ROOT, "%.1f", number);
    }
}
