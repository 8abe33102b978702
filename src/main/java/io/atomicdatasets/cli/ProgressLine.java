package io.atomicdatasets.cli;

import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.TqdmLine;
import java.io.Closeable;
import java.io.PrintStream;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows how far a run is: on one line of a terminal that is redrawn, or as a line now and then in a log. */
final class ProgressLine implements Closeable {
    private static final long TERMINAL_MILLIS = 100;
    private static final long LOG_MILLIS = 10_000;

    private final Progress progress;
    private final PrintStream out;
    private final Supplier<OptionalInt> columns;
    private final Thread painter = new Thread(this::paint, "progress-line");
    private final Object wake = new Object();
    private int shown;
    private boolean closed;

    /**
     * Begins to show a run.
     *
     * @param columns of the terminal that {@code out} leads to; empty if it is none
     */
    ProgressLine(Progress progress, PrintStream out, Supplier<OptionalInt> columns) {
        this.progress = progress;
        this.out = out;
        this.columns = columns;
        painter.setDaemon(true);
        painter.start();
    }

    /** Begins to show a run on standard error, unless it is to be quiet. */
    static @Nullable ProgressLine begin(Progress progress, boolean quiet) {
        return quiet ? null : new ProgressLine(progress, System.err, new TerminalWidth());
    }

    private void paint() {
        synchronized (wake) {
            pause(TERMINAL_MILLIS); // a run that is over by then need not know where its line would have been
            while (!closed) {
                OptionalInt width = columns.get();
                if (width.isPresent()) {
                    redraw(width.getAsInt());
                    pause(TERMINAL_MILLIS);
                } else {
                    pause(LOG_MILLIS);
                    log();
                }
            }
        }
    }

    private void pause(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        try {
            for (long left = millis; !closed && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                wake.wait(left);
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void log() {
        if (!closed) {
            out.print(TqdmLine.of(progress.snapshot()) + "\n");
            out.flush();
        }
    }

    private void redraw(int width) {
        draw(TqdmLine.of(progress.snapshot(), width - 1), width); // in the last column some terminals begin a new line
    }

    private void draw(String line, int width) {
        int stale = Math.min(shown, width - 1) - line.length();
        out.print("\r" + line + " ".repeat(Math.max(0, stale)) + "\r");
        out.flush();
        shown = line.length();
    }

    /** Ends the line, and leaves nothing of it on a terminal. */
    @Override
    public void close() {
        synchronized (wake) {
            closed = true;
            wake.notifyAll();
            if (shown > 0) {
                draw("", columns.get().orElse(1));
            }
        }
    }
}
