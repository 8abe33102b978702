package io.atomicdatasets.progress;

import io.atomicdatasets.progress.Progress.Snapshot;
import java.util.Locale;

/** Formats a snapshot as tqdm would: {@code Generating images:  45%|####5     | 45000/100000 [...]}. */
public final class TqdmLine {
    private static final int BAR = 10;
    private static final String PARTS = " 123456789#"; // one character of the bar, by tenths

    private TqdmLine() {}

    /** The line, without a line break. */
    public static String of(Snapshot now) {
        double share = now.total() == 0 ? 0 : Math.min(1, (double) now.done() / now.total());
        return String.format(
                Locale.ROOT,
                "%s: %3d%%|%s| %d/%d [%s<%s, %simg/s]",
                title(now.phase()),
                (int) (100 * share),
                bar(share),
                now.done(),
                now.total(),
                clock(now.phaseSeconds()),
                now.done() == 0 ? "?" : clock(now.remainingSeconds()),
                scaled(now.averageRate()));
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

    private static String scaled(double rate) {
        if (rate >= 999_500) {
            return String.format(Locale.ROOT, "%.1fM", rate / 1_000_000);
        }
        return rate >= 1_000
                ? String.format(Locale.ROOT, "%.1fk", rate / 1_000)
                : String.format(Locale.ROOT, "%.1f", rate);
    }
}
