package io.atomicdatasets.cli;

import io.atomicdatasets.progress.Phase;
import io.atomicdatasets.progress.Progress;
import java.io.Closeable;
import java.io.PrintStream;
import java.util.Locale;

/** Shows how far a run is, on one line of a terminal that is written over again, or as a line now and then in a log. */
final class ProgressLine implements Closeable {
    private static final long TERMINAL_MILLIS = 100;
    private static final long LOG_MILLIS = 10_000;
    private static final int WIDTH = 78;

    private final Progress progress;
    private final PrintStream out;
    private final boolean terminal;
    private final Thread painter = new Thread(this::paint, "progress-line");
    private final Object wake = new Object();
    private boolean closed;

    ProgressLine(Progress progress, PrintStream out, boolean terminal) {
        this.progress = progress;
        this.out = out;
        this.terminal = terminal;
        painter.setDaemon(true);
        painter.start();
    }

    private void paint() {
        long period = terminal ? TERMINAL_MILLIS : LOG_MILLIS;
        synchronized (wake) {
            while (!closed) {
                try {
                    wake.wait(period);
                } catch (InterruptedException e) {
                    return;
                }
                if (!closed) {
                    show();
                }
            }
        }
    }

    private void show() {
        Progress.Snapshot now = progress.snapshot();
        String line = line(now);
        out.print(terminal ? "\r" + line + " ".repeat(Math.max(0, WIDTH - line.length())) : line + "\n");
        out.flush();
    }

    private static String line(Progress.Snapshot now) {
        if (now.phase() != Phase.GENERATING && now.phase() != Phase.VALIDATING) {
            return title(now.phase()) + " ...";
        }
        double rate = now.phaseSeconds() == 0 ? 0 : now.done() / now.phaseSeconds();
        long percent = now.total() == 0 ? 0 : 100 * now.done() / now.total();
        return String.format(
                Locale.ROOT,
                "%s: %3d%% | %,d/%,d [%,.0f img/s]",
                title(now.phase()),
                percent,
                now.done(),
                now.total(),
                rate);
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

    /** Shows where the run came to, and ends the line. */
    @Override
    public void close() {
        synchronized (wake) {
            closed = true;
            wake.notifyAll();
            if (terminal) {
                out.print("\r" + " ".repeat(WIDTH) + "\r");
                out.flush();
            }
        }
    }
}
