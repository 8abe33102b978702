package io.atomicdatasets.cli;

import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.TqdmLine;
import java.io.Closeable;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Shows how far a run is: on one line of a terminal that is redrawn, or as a line now and then in a log. */
final class ProgressLine implements Closeable {
    private static final long TERMINAL_MILLIS = 100;
    private static final long LOG_MILLIS = 10_000;

    private final Progress progress;
    private final PrintStream out;
    private final boolean terminal;
    private final Thread painter = new Thread(this::paint, "progress-line");
    private final Object wake = new Object();
    private final TerminalWidth width = new TerminalWidth();
    private int shown;
    private boolean closed;

    ProgressLine(Progress progress, PrintStream out, boolean terminal) {
        this.progress = progress;
        this.out = out;
        this.terminal = terminal;
        painter.setDaemon(true);
        painter.start();
    }

    /** Begins to show a run, unless it is to be quiet. */
    static @Nullable ProgressLine begin(Progress progress, PrintStream out, boolean quiet) {
        return quiet ? null : new ProgressLine(progress, out, StandardOutput.isConsole());
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
        if (terminal) {
            redraw(TqdmLine.of(
                    progress.snapshot(), width.columns() - 1)); // in the last column some terminals begin a new line
        } else {
            out.print(TqdmLine.of(progress.snapshot()) + "\n");
            out.flush();
        }
    }

    private void redraw(String line) {
        out.print("\r" + line + " ".repeat(Math.max(0, Math.min(shown, width.columns() - 1) - line.length())) + "\r");
        out.flush();
        shown = line.length();
    }

    /** Shows the final progress, and ends the line. */
    @Override
    public void close() {
        synchronized (wake) {
            closed = true;
            wake.notifyAll();
            if (terminal) {
                redraw("");
            }
        }
    }
}
