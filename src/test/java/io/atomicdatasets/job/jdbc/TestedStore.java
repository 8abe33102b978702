package io.atomicdatasets.job.jdbc;

import io.atomicdatasets.job.JobState;
import io.atomicdatasets.job.JobStore;
import io.atomicdatasets.job.Pick;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A store with a back door for tests. */
public interface TestedStore {
    /** A run as it is scheduled. */
    record Scheduled(Instant when, boolean picked, @Nullable Instant heartbeat) {}

    JobStore store();

    /** Forgets everything. */
    void clear();

    /** Sets the scheduler's clock. */
    void setSchedulersClock(Instant now);

    /** Has a job's run be picked by a process that beats at this time, whoever had picked it before. */
    Pick pick(UUID id, Instant heartbeat);

    Scheduled scheduled(UUID id);

    /** How many runs of a job are scheduled. */
    int scheduledRuns(UUID id);

    /** Puts a job into a state, whatever state it is in. */
    void force(UUID id, JobState state);
}
