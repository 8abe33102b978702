package io.atomicdatasets.job;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Retries calls to the store while it is unavailable: failing to record an outcome does not change the outcome. The calls must be
 * idempotent, since an answer can be lost after the change was made.
 */
final class Patience {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

    private final Pause pause;

    /** How long to wait between two tries. */
    @FunctionalInterface
    interface Pause {
        /** Waits a little; returns false if there is no more time to wait. */
        boolean pause();
    }

    Patience(Pause pause) {
        this.pause = pause;
    }

    /**
     * Calls it until the store answers.
     *
     * @throws StoreAwayException if the service ends before the store is back
     */
    <T> T insist(Supplier<T> telling) {
        return insist(telling, Integer.MAX_VALUE);
    }

    /** Calls it until the store answers, at most so often. */
    <T> T insist(Supplier<T> telling, int tries) {
        for (int failed = 1; ; failed++) {
            keepInterruptsFromTheStore();
            try {
                return telling.get();
            } catch (DataAccessException | TransactionException e) {
                if (failed == 1) {
                    LOG.warn("the store does not answer, and is asked again until it does: {}", e.getMessage());
                }
                if (failed == tries || !pause.pause()) {
                    throw new StoreAwayException(e);
                }
            }
        }
    }

    /** An interrupt inside the embedded database would close it for all connections. */
    @SuppressWarnings("ThreadInterrupted")
    private static void keepInterruptsFromTheStore() {
        Thread.interrupted();
    }
}
