package io.atomicdatasets.job;

import io.atomicdatasets.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** The changes that a worker makes to its job in the store: retried while the store is unavailable, and idempotent. */
final class Telling {
    private final JobStore store;
    private final Patience patience;
    private final Clock clock;

    Telling(JobStore store, Patience patience, Clock clock) {
        this.store = store;
        this.patience = patience;
        this.clock = clock;
    }

    ProgressReport report(Job job, Progress progress) {
        return new ProgressReport(store, job, progress);
    }

    /** What the store is to know of a run for good; it may fall between two reports. */
    void lastReport(Job job, Progress progress) {
        patience.insist(() -> store.save(job, progress.snapshot()));
    }

    Optional<Job> find(UUID id) {
        return patience.insist(() -> store.find(id));
    }

    Optional<Job> claim(Pick pick, String mark) {
        return patience.insist(() -> store.claim(pick, mark, clock.instant()));
    }

    boolean isValid(Pick pick) {
        return patience.insist(() -> store.isValid(pick));
    }

    /** Moves a job that the attempt holds; returns false if it no longer does or the job is in neither state. */
    boolean moved(Job held, JobState from, JobState to) {
        return patience.insist(() -> store.change(held, from, to, clock.instant()) || is(held, to));
    }

    /** Does something if the attempt holds the job in this state, in a turn of admission: nobody retries it meanwhile. */
    void inTurn(Job held, JobState state, Runnable doing) {
        patience.insist(() -> inTurn(() -> is(held, state), doing));
    }

    /** The same once the job is moved; returns false if it could not be. */
    boolean movedInTurn(Job held, JobState from, JobState to, Runnable doing) {
        return patience.insist(() ->
                inTurn(() -> store.change(held, from, to, clock.instant()) || is(held, to), doing));
    }

    private boolean inTurn(BooleanSupplier condition, Runnable doing) {
        AtomicBoolean holds = new AtomicBoolean();
        try {
            store.inTurn(() -> {
                holds.set(condition.getAsBoolean());
                if (holds.get()) {
                    doing.run();
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("nothing here is read or written", e);
        }
        return holds.get();
    }

    /** Records a failure; returns false if the attempt no longer holds the job, or the job was cancelled. */
    boolean failed(Job held, String reason) {
        return patience.insist(() -> store.fail(held, reason, clock.instant()) || is(held, JobState.FAILED));
    }

    /** Whether an earlier try succeeded though its answer was lost. */
    private boolean is(Job held, JobState state) {
        return store.find(held.id())
                .filter(now -> now.attempt() == held.attempt() && now.state() == state)
                .isPresent();
    }
}
