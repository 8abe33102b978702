package io.atomicdatasets.cli;

import io.atomicdatasets.progress.Progress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** While it is open, a signal that ends the JVM stops the run and waits for its end, so that it can put away what it holds. */
final class StopSignal implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final Progress progress;
    private final String farewell;
    private final CountDownLatch runEnded = new CountDownLatch(1);
    private final Thread hook = new Thread(this::leave, "stop-signal");

    /**
     * Begins to wait for signals.
     *
     * @param farewell what is said of the run once it has stopped
     */
    StopSignal(Progress progress, String farewell) {
        this.progress = progress;
        this.farewell = farewell;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void leave() {
        progress.stop();
        try {
            if (runEnded.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println(farewell);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
