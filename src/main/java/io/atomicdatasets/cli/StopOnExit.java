package io.atomicdatasets.cli;

import io.atomicdatasets.progress.Progress;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * While it is open, a signal that ends the JVM stops the run and waits for its end. An interrupt leaves nothing behind; any
 * other signal leaves what the same command can resume.
 */
final class StopOnExit implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final OutputPlace place;
    private final Progress progress;
    private final CountDownLatch runEnded = new CountDownLatch(1);
    private final Thread hook = new Thread(this::leave, "stop-on-exit");
    private volatile boolean running;
    private volatile boolean interrupted;

    StopOnExit(OutputPlace place, Progress progress) {
        this.place = place;
        this.progress = progress;
        Runtime.getRuntime().addShutdownHook(hook);
        Signals.onInterrupt(this::interrupted);
    }

    private void interrupted() {
        interrupted = true;
        place.condemn();
    }

    /** From now on there is a run that checks the progress; before, there was only a question on the terminal. */
    void waitForRun() {
        running = true;
    }

    private void leave() {
        progress.stop();
        try {
            if (running && !runEnded.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return; // The next run or the service sweeps what is left.
            }
            if (!running) {
                System.out.println(); // behind the question
            }
            place.close();
            System.err.println(farewell());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            System.err.println("Error: could not tidy up: " + Terminal.describe(e));
        }
    }

    private String farewell() {
        String what = interrupted ? "Interrupted" : "Stopped";
        return what
                + (place.isKept() ? "; the same command goes on from what was made." : "; nothing was left behind.");
    }

    @Override
    public void close() {
        runEnded.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is shutting down already, and the hook runs.
        }
    }
}
