package io.atomicdatasets.job;

import io.atomicdatasets.progress.Progress.Snapshot;
import io.atomicdatasets.root.NameTakenException;
import java.io.IOException;
import java.time.Duration;
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

    /** Adds a job, unless one of its id is known. */
    boolean insert(Job job);

    /**
     * Adds a job that awaits confirmation, unless too many do or its submitter's key was used, in one transaction. Submissions
     * wait for each other, so that of many under one key the first is answered to all.
     *
     * @param submission the submitter's key, if there is one; that of a dataset that is being deleted is free again
     * @param mostAwaiting how many may await confirmation at a time
     */
    Submission.Answer submit(Optional<Submission> submission, int mostAwaiting, Submission.Draft draft)
            throws IOException, NameTakenException;

    /** What was submitted under the key of this submission before, if it was; does not wait for anybody. */
    Optional<Submission.Answer> submitted(Submission submission);

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

    /** The ids of jobs that failed at this time or later. */
    Set<UUID> failedSince(Instant time);

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
    Admission confirm(UUID id, Instant now, Capacity capacity) throws IOException;

    /** Queues a job that failed or was cancelled, in the same way. */
    Admission retry(UUID id, Instant now, Capacity capacity) throws IOException;

    /** What is done with space that was found. */
    @FunctionalInterface
    interface Taking {
        void take() throws IOException;
    }

    /** Takes space for something that is no job, if there is as much beside what is kept for jobs; waits for admissions. */
    boolean takeSpace(long bytes, Capacity.Space space, Taking taking) throws IOException;

    /** Does something while nobody is admitted. */
    void inTurn(Taking taking) throws IOException;

    /** How many jobs are in these states. */
    int count(Set<JobState> states);

    /**
     * Gives a job that is queued, or whose worker is dead, to a new attempt. A worker that died is counted as lost unless the
     * mark has changed since it claimed.
     *
     * @param mark how far the attempts before came: a text that is another whenever one got further
     */
    Optional<Job> claim(UUID id, String mark, Instant now);

    /** Moves a job on behalf of the attempt that holds it. */
    boolean change(Job held, JobState from, JobState to, Instant now);

    /** Notes why the attempt that holds a job failed, and moves it to failed. */
    boolean fail(Job held, String reason, Instant now);

    /** Writes down how far the attempt is; gives the job's state, or nothing when another attempt holds it. */
    Optional<JobState> save(Job held, Snapshot progress);

    /** Makes sure that every job that is confirmed and not at an end has a scheduled run; gives those that had none. */
    Set<UUID> scheduleUnfinished();

    /** Brings to now what was scheduled or noted for a future that no clock of this store would name. */
    void bringToNow();

    /** Lets every run that some dead process had begun be picked at once; only for a store that one process has at a time. */
    void reviveRuns();

    /** Lets no plan await confirmation for longer than this from now on, whatever clock it was made by. */
    void limitExpiry(Instant now, Duration timeToConfirm);

    /** Jobs whose time to be confirmed is over. */
    List<Job> overdue(Instant now);

    /** Cancelled and expired jobs that finished before this time. */
    List<Job> forgotten(Instant before);

    /** Jobs whose deletion was begun. */
    List<Job> beingDeleted();

    /** Forgets a job that is being deleted. */
    void remove(UUID id);
}
