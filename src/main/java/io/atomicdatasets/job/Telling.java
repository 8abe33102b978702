package io.atomicdatasets.job;

import io.atomicdatasets.progress.Progress;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** What a worker tells the store of a job: patiently, and in a way that may be told twice. */
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

    Optional<Job> claim(Job job, String mark) {
        return patience.insist(() -> store.claim(job.id(), mark, clock.instant()));
    }

    /** Moves a job that an attempt holds; gives false if it is held no more or in neither state. */
    boolean moved(Job held, JobState from, JobState to) {
        return patience.insist(() -> store.change(held, from, to, clock.instant()) || is(held, to));
    }

    /** Notes a failure; gives false if the attempt holds the job no more, or somebody cancelled it. */
    boolean failed(Job held, String reason) {
        return patience.insist(() -> store.fail(held, reason, clock.instant()) || is(held, JobState.FAILED));
    }

    /** Whether an earlier try came through though its answer was lost. */
    private boolean is(Job held, JobState state) {
        return store.find(held.id())
                .filter(now -> now.attempt() == held.attempt() && now.state() == state)
                .isPresent();
    }
}
