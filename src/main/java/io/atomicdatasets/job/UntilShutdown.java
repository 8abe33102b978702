package io.atomicdatasets.job;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Half a second between two tries, until the service shuts down. */
final class UntilShutdown implements Patience.Pause {
    private static final long MILLIS = 500;

    private final CountDownLatch shutdown = new CountDownLatch(1);

    @Override
    public boolean pause() {
        try {
            return !shutdown.await(MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false; // The scheduler has stopped waiting; the interrupt must not reach the store.
        }
    }

    void end() {
        shutdown.countDown();
    }
}
