package io.atomicdatasets.cli;

import io.atomicdatasets.progress.Progress;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Between opening and closing, a signal that ends the JVM leaves nothing behind: a run is stopped and waited for, and
 * the place it worked in is given back.
 */
final class StopOnExit implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final OutputPlace place;
    private final Progress progress;
    private final CountDownLatch runEnded = new CountDownLatch(1);
    private final Thread hook = new Thread(this::leave, "stop-on-exit");
    private volatile boolean running;

    StopOnExit(OutputPlace place, Progress progress) {
        this.place = place;
        this.progress = progress;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** From now on there is a run that looks at the progress; before, there is only a question on the terminal. */
    void waitForRun() {
        running = true;
    }

    private void leave() {
        progress.stop();
        try {
            if (running && !runEnded.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return; // What is left is swept by the next run, or where a service works by its next start.
            }
            place.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            System.err.println("Error: could not tidy up: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        runEnded.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is on its way out, and the hook goes on.
        }
    }
}
