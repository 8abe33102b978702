package io.atomicdatasets.job;

import io.atomicdatasets.progress.Progress.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What is known of all jobs, surviving the process.
 *
 * <p>Every change is one conditional update; it tells whether it happened, so that of many callers at once one wins.
 * Changes by a worker carry the attempt that the worker claimed and are refused to every other.
 */
public interface JobStore {
    /** The name under which runs are scheduled; each is told apart by its job's id. */
    String RUN_TASK = "make-dataset";

    /** Adds a job. */
    void insert(Job job);

    /**
     * Adds a job under a key of its submitter's, in one transaction.
     *
     * @return whether the key was free; if not, nothing was added
     */
    boolean insert(Job job, Submission submission);

    /** The job that was added under a key, and the request that came with it. */
    Optional<Submission.Known> submitted(String key);

    /** The job of this id. */
    Optional<Job> find(UUID id);

    /**
     * Jobs, newest first, without those being deleted.
     *
     * @param state only those in this state
     * @param before only those submitted before this sequence
     */
    List<Job> list(Optional<JobState> state, Optional<Long> before, int limit);

    /** All ids, those being deleted too. */
    Set<UUID> ids();

    /** The ids of jobs in these states. */
    Set<UUID> ids(Set<JobState> states);

    /** The names of all jobs that start with a prefix. */
    List<String> names(String prefix);

    /**
     * Moves a job that is in one of the states {@code from}.
     *
     * @throws IllegalArgumentException if {@code to} does not follow one of them
     */
    boolean change(UUID id, Set<JobState> from, JobState to, Instant now);

    /**
     * Queues a job that awaits confirmation and has not expired, keeps its space and schedules its run, in one
     * transaction.
     */
    Admission confirm(UUID id, Instant now, Capacity capacity);

    /** Queues a job that failed, in the same way. */
    Admission retry(UUID id, Instant now, Capacity capacity);

    /** How many jobs are in these states. */
    int count(Set<JobState> states);

    /** Gives a job that is queued, or whose worker is dead, to a new attempt. */
    Optional<Job> claim(UUID id, Instant now);

    /** Moves a job on behalf of the attempt that holds it. */
    boolean change(Job held, JobState from, JobState to, Instant now);

    /** Notes why the attempt that holds a job failed, and moves it to failed. */
    boolean fail(Job held, String reason, Instant now);

    /** Notes that the attempt has a new checkpoint: whoever died before it does not count any more. */
    void noteCheckpoint(Job held);

    /** Writes down how far the attempt is; gives the job's state, or nothing when another attempt holds it. */
    Optional<JobState> save(Job held, Snapshot progress);

    /** Makes sure that every queued job has a scheduled run. */
    void scheduleQueued(Instant now);

    /** Jobs whose time to be confirmed is over. */
    List<Job> overdue(Instant now);

    /** Cancelled and expired jobs that finished before this time. */
    List<Job> forgotten(Instant before);

    /** Jobs whose deletion was begun. */
    List<Job> beingDeleted();

    /** Forgets a job that is being deleted. */
    void remove(UUID id);
}
