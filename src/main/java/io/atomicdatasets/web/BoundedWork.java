package io.atomicdatasets.web;

import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/**
 * Lets only so many requests at once make images, so that the others find a thread: a few make them, some wait for their turn,
 * and the rest are told to come again.
 */
@Component
final class BoundedWork {
    private static final int AT_WORK = 2;
    private static final int AT_WORK_OR_WAITING = 8;

    private final Semaphore places = new Semaphore(AT_WORK_OR_WAITING);
    private final Semaphore turns = new Semaphore(AT_WORK, true);

    /** What may end in an exception of one kind of its own, beside those of the kinds it throws anyway. */
    @FunctionalInterface
    interface Work<T> {
        T make() throws Exception;
    }

    /** Makes something when its turn comes; a problem if too many wait. */
    <T> T admit(Work<T> work) throws Exception {
        if (!places.tryAcquire()) {
            throw new ProblemException(ProblemType.BUSY, "Too many plans and pictures are being made; try again.");
        }
        try {
            turns.acquire();
            try {
                return work.make();
            } finally {
                turns.release();
            }
        } finally {
            places.release();
        }
    }

    /** How many more would be let in. */
    int placesLeft() {
        return places.availablePermits();
    }
}
