package io.atomicdatasets.job;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Tells the store what happened for as long as the store is away: failing to note what was done is no failure of what was
 * done. What is told must be safe to tell twice, since an answer may be lost after the change was made.
 */
final class Patience {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

    private final Pause pause;

    /** How long to wait between two tries. */
    @FunctionalInterface
    interface Pause {
        /** Waits a little; gives false when there is no more time to wait. */
        boolean pause();
    }

    Patience(Pause pause) {
        this.pause = pause;
    }

    /**
     * Does it, however often the store does not answer.
     *
     * @throws StoreAwayException if the service ends before the store is back
     */
    <T> T insist(Supplier<T> telling) {
        return insist(telling, Integer.MAX_VALUE);
    }

    /** Does it in so many tries at most. */
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

    /** One interrupt inside the embedded database would close it for everybody. */
    @SuppressWarnings("ThreadInterrupted")
    private static void keepInterruptsFromTheStore() {
        Thread.interrupted();
    }
}
