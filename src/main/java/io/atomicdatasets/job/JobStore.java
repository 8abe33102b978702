package io.atomicdatasets.job;

import io.atomicdatasets.progress.Progress.Snapshot;
import io.atomicdatasets.root.NameTakenException;
import io.atomicdatasets.spec.DatasetName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The persistent store of all jobs.
 *
 * <p>Every change is one conditional update that returns whether it happened, so that one of many concurrent callers wins.
 * Changes by a worker carry the attempt it claimed as a fencing token, and are refused if there is a later one.
 */
public interface JobStore {
    /** The name of the scheduler's task; its instances have the ids of the jobs. */
    String RUN_TASK = "make-dataset";

    /** Adds a job, unless there is one with its id. */
    boolean insert(Job job);

    /**
     * Adds a job that awaits confirmation, unless too many do or its idempotency key was used, in one transaction. Submissions
     * are serialised, so that all of many with the same key get the answer of the first.
     *
     * @param submission the idempotency key, if there is one; the key of a dataset that is being deleted can be reused
     * @param mostAwaiting how many may await confirmation at a time
     */
    Submission.Answer submit(Optional<Submission> submission, int mostAwaiting, Submission.Draft draft)
            throws IOException, NameTakenException;

    /** What was submitted before with the key of this submission, if anything; takes no lock. */
    Optional<Submission.Answer> submitted(Submission submission);

    /** The job with this id. */
    Optional<Job> find(UUID id);

    /**
     * Jobs, newest first, except those being deleted.
     *
     * @param state only those in this state
     * @param before only those submitted before this sequence
     */
    List<Job> list(Optional<JobState> state, Optional<Long> before, int limit);

    /** All ids, including those of jobs being deleted. */
    Set<UUID> ids();

    /** The ids of jobs in these states. */
    Set<UUID> ids(Set<JobState> states);

    /** The ids of jobs that failed at this time or later. */
    Set<UUID> failedSince(Instant time);

    /** The names of all jobs that start with a prefix. */
    List<String> names(String prefix);

    /** The names of all jobs in these states. */
    Map<UUID, DatasetName> names(Set<JobState> states);

    /**
     * Moves a job that is in one of the states {@code from}.
     *
     * @throws IllegalArgumentException if {@code to} does not follow one of them
     */
    boolean change(UUID id, Set<JobState> from, JobState to, Instant now);

    /**
     * Queues a job that awaits confirmation and has not expired, reserves its disk space and schedules its run, in one
     * transaction.
     */
    Admission confirm(UUID id, Instant now, Capacity capacity) throws IOException;

    /** Queues a job that failed or was cancelled, in the same way. */
    Admission retry(UUID id, Instant now, Capacity capacity) throws IOException;

    /** What to do with reserved disk space. */
    @FunctionalInterface
    interface Taking {
        void take() throws IOException;
    }

    /** Uses disk space for something other than a job, if there is enough beside what is reserved for jobs; blocks admissions. */
    boolean takeSpace(long bytes, Capacity.Space space, Taking taking) throws IOException;

    /** Does something while nobody is admitted. */
    void inTurn(Taking taking) throws IOException;

    /** How many jobs are in these states. */
    int count(Set<JobState> states);

    /** Queued jobs, in the order in which they will run. */
    List<Waiting> queue();

    /**
     * A queued job, as far as those behind it care.
     *
     * @param seconds that its run is estimated to take; 0 if it was planned by a version that did not note them
     */
    record Waiting(UUID id, double seconds) {}

    /** The seconds that each job at work still needs, in no order; of one that has just begun what was estimated. */
    List<Double> secondsLeft();

    /** The jobs that processes are working on, or died at, each with the name of its process. */
    Map<UUID, String> workers();

    /**
     * Assigns a job that is queued, or whose worker is dead, to a new attempt, unless the pick is void. Counts a worker that died as
     * lost, unless the mark has changed since the last claim.
     *
     * @param pick by which the scheduler gave the run to the process that claims it
     * @param mark a text that changes whenever an attempt takes a checkpoint
     */
    Optional<Job> claim(Pick pick, String mark, Instant now);

    /** Whether a run still belongs to the process that picked it. */
    boolean isValid(Pick pick);

    /** Moves a job on behalf of the attempt that holds it. */
    boolean change(Job held, JobState from, JobState to, Instant now);

    /** Moves a job to failed on behalf of the attempt that holds it, and records the reason. */
    boolean fail(Job held, String reason, Instant now);

    /** Records the progress of an attempt; returns the job's state, or empty if another attempt holds it. */
    Optional<JobState> save(Job held, Snapshot progress);

    /** Schedules a run of every job that is confirmed and not finished, unless it has one; returns those that had none. */
    Set<UUID> scheduleUnfinished();

    /** Corrects times in an implausible future, which a wrong clock has set, to now. */
    void bringToNow();

    /** Makes the runs of dead processes due at once; only for a store that one process uses at a time. */
    void reviveRuns();

    /** Limits the time that plans still await confirmation, whatever clock set it. */
    void limitExpiry(Instant now, Duration timeToConfirm);

    /** Jobs whose time for confirmation is over. */
    List<Job> overdue(Instant now);

    /** Cancelled and expired jobs that finished before this time. */
    List<Job> forgotten(Instant before);

    /** Jobs that are being deleted. */
    List<Job> beingDeleted();

    /** Removes a job that is being deleted. */
    void remove(UUID id);
}
