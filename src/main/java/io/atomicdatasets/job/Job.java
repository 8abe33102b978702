package io.atomicdatasets.job;

import io.atomicdatasets.plan.Plan;
import io.atomicdatasets.progress.Progress.Snapshot;
import io.atomicdatasets.spec.DatasetName;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The service's record of a dataset.
 *
 * @param id of the dataset
 * @param sequence position in the order of submission; 0 before it is stored
 * @param state where it is in its life
 * @param attempt how many attempts were begun; the last one's number is the fencing token
 * @param lostOwners how many workers in a row died without taking a checkpoint
 * @param plan the request, with its name resolved, and the estimate
 * @param times when things happened
 * @param progress the last known progress of its run
 * @param failure why it failed, for a person
 */
public record Job(
        UUID id,
        long sequence,
        JobState state,
        int attempt,
        int lostOwners,
        Plan plan,
        Times times,
        Optional<Snapshot> progress,
        Optional<String> failure) {
    /**
     * When things happened.
     *
     * @param created when it was submitted
     * @param expires when it can no longer be confirmed
     * @param started when a worker first claimed it
     * @param finished when it reached a final state
     */
    public record Times(Instant created, Instant expires, Optional<Instant> started, Optional<Instant> finished) {}

    static Job submitted(UUID id, Plan plan, Instant now, Instant expires) {
        Times times = new Times(now, expires, Optional.empty(), Optional.empty());
        return new Job(id, 0, JobState.AWAITING_CONFIRMATION, 0, 0, plan, times, Optional.empty(), Optional.empty());
    }

    static Job adopted(UUID id, Plan plan, Instant made) {
        Times times = new Times(made, made, Optional.of(made), Optional.of(made));
        return new Job(id, 0, JobState.SUCCEEDED, 0, 0, plan, times, Optional.empty(), Optional.empty());
    }

    /** The job as of a time: an unconfirmed plan has expired then, whether the store has recorded it or not. */
    Job asOf(Instant now) {
        if (state != JobState.AWAITING_CONFIRMATION || times.expires().isAfter(now)) {
            return this;
        }
        Times over = new Times(times.created(), times.expires(), times.started(), Optional.of(times.expires()));
        return new Job(id, sequence, JobState.EXPIRED, attempt, lostOwners, plan, over, progress, failure);
    }

    /** The dataset's name; a job's request always has one. */
    public DatasetName name() {
        return plan.spec().outputDir().orElseThrow();
    }
}
