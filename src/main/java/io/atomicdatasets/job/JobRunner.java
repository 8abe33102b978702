package io.atomicdatasets.job;

import io.atomicdatasets.disk.DiskFailure;
import io.atomicdatasets.job.RunMetrics.Failure;
import io.atomicdatasets.pipeline.DatasetFailedException;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.timing.PastRuns;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes confirmed datasets; called by the scheduler.
 *
 * <p>Assumes that the scheduler runs a job again only if it takes its last worker for dead. Guarantees that a worker wrongly taken
 * for dead can neither report nor publish: its changes carry its attempt as a fencing token, and are refused. Nor can it claim the
 * job, if that was still to come: its pick is void. After a refused change the job's state is read again, and files are deleted only
 * after the store has recorded the outcome.
 */
final class JobRunner {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private static final int MOST_LOST_OWNERS = 10;
    private static final int MOST_LOOKS = 100;

    private final Telling telling;
    private final Leftovers leftovers;
    private final Attempt attempt;
    private final RunMetrics metrics;
    private final PastRuns pastRuns;
    private final Set<UUID> live = ConcurrentHashMap.newKeySet();
    private final Set<Progress> running = ConcurrentHashMap.newKeySet();
    private volatile boolean shuttingDown;

    JobRunner(Telling telling, Leftovers leftovers, Attempt attempt, RunMetrics metrics, PastRuns pastRuns) {
        this.telling = telling;
        this.leftovers = leftovers;
        this.attempt = attempt;
        this.metrics = metrics;
        this.pastRuns = pastRuns;
    }

    /** What the scheduler has to do after a run. */
    enum Outcome {
        /** Nothing: the job reached a final state. */
        DONE,
        /** Run the job again, in the next process. */
        RUN_AGAIN,
        /** Nothing, and the schedule is not this process's to change: the job was taken over. */
        TAKEN_OVER
    }

    /** Whether this process is working on a job, so that it is not dead, whatever the clock says. */
    boolean isLive(UUID id) {
        return live.contains(id);
    }

    /** Runs a job to its end, or until the service shuts down. */
    Outcome run(Pick pick) {
        UUID id = pick.job();
        if (!live.add(id)) {
            LOG.warn("dataset {} is being made by this process already", id);
            return Outcome.RUN_AGAIN;
        }
        try {
            return claim(pick);
        } catch (StoreAwayException e) {
            LOG.warn("dataset {}: the store was away to the end; the next attempt tells it", id, e);
            return Outcome.RUN_AGAIN;
        } finally {
            live.remove(id);
        }
    }

    /** Stops all runs so that they are queued again. */
    void shutDown() {
        shuttingDown = true;
        running.forEach(Progress::stop);
    }

    private Outcome claim(Pick pick) {
        UUID id = pick.job();
        Optional<Job> known = telling.find(id);
        if (known.isEmpty()) {
            return Outcome.DONE;
        }
        Optional<Job> claimed = telling.claim(pick, leftovers.mark(known.get()));
        if (claimed.isEmpty() && !telling.isValid(pick)) {
            LOG.warn("dataset {}: another process was given its run before this one claimed it", id);
            return Outcome.TAKEN_OVER; // What is known may be the other's attempt, which is not ours to settle.
        }
        if (claimed.isEmpty()) {
            return settle(known.get()); // A worker may have died during a cancellation.
        }
        Job job = claimed.get();
        if (leftovers.stands(job)) {
            LOG.info("dataset {} stands already", id);
            leftovers.discard(job);
            return published(job);
        }
        return job.lostOwners() >= MOST_LOST_OWNERS ? givenUp(job) : attempt(job);
    }

    private Outcome attempt(Job job) {
        LOG.info("dataset {} started, attempt {}", job.id(), job.attempt());
        DatasetSpec spec = job.plan().spec();
        double sampledSeconds = job.plan().estimate().sampledSeconds();
        Progress progress = new Progress(spec.allImages(), pastRuns.forecast(spec, sampledSeconds));
        running.add(progress);
        metrics.started(progress);
        try {
            if (shuttingDown) {
                progress.stop();
            }
            long bytes = attempt.run(job, progress);
            pastRuns.note(spec, sampledSeconds, progress);
            Outcome outcome = published(job);
            Duration took = Duration.ofMillis((long) (1000 * progress.snapshot().elapsedSeconds()));
            metrics.succeeded(spec.allImages(), bytes, took);
            return outcome;
        } catch (StoppedException e) {
            return settle(job);
        } catch (StoreAwayException e) {
            throw e;
        } catch (DatasetFailedException e) {
            return failed(job, Failure.RECIPE_OR_CHECK, e.reason(), e);
        } catch (IOException | RuntimeException | Error e) {
            return brokenOff(job, e);
        } finally {
            metrics.ended(progress);
            running.remove(progress);
        }
    }

    /** Nothing proves that the request is at fault, so the files are kept for a retry. */
    private Outcome brokenOff(Job job, Throwable cause) {
        if (shuttingDown || cause instanceof ClosedByInterruptException || cause instanceof InterruptedIOException) {
            LOG.info("dataset {} was interrupted", job.id(), cause);
            return settle(job);
        }
        if (cause instanceof IOException e) {
            return failed(job, Failure.DISK, "Could not write to disk. " + reason(job, e), e);
        }
        if (cause instanceof OutOfMemoryError) {
            String reason =
                    "Memory ran out. Give the service more of it, or fewer threads, and retry: the run goes on from"
                            + " its last checkpoint.";
            return failed(job, Failure.FAULT, reason, cause);
        }
        return failed(job, Failure.FAULT, "The run broke down by a fault of the service; its log says more.", cause);
    }

    private String reason(Job job, IOException e) {
        String reason = DiskFailure.describe(e);
        return DiskFailure.isFull(e)
                ? reason + ": the run needs " + job.plan().estimate().diskBytes()
                        + " bytes. What it has written is kept: make room and retry, or delete the dataset."
                : reason;
    }

    /** A dataset that kills its workers must not do so for ever. */
    private Outcome givenUp(Job job) {
        String reason = job.lostOwners() + " workers in a row died at it without getting further.";
        return failed(job, Failure.LOST_OWNERS, reason, null);
    }

    private Outcome failed(Job job, Failure kind, String reason, @Nullable Throwable cause) {
        if (leftovers.stands(job)) {
            LOG.warn("dataset {} stands, though its run ended badly", job.id(), cause);
            return published(job);
        }
        if (!telling.failed(job, reason)) {
            return settle(job);
        }
        metrics.failed(kind);
        LOG.error("dataset {} failed: {}", job.id(), reason, cause);
        if (kind == Failure.RECIPE_OR_CHECK) {
            leftovers.discard(job);
        }
        return Outcome.DONE;
    }

    /** The directory is published; what remains is to clean up and to record it. */
    private Outcome published(Job job) {
        leftovers.release(job);
        return isToldPublished(job) ? Outcome.DONE : settle(job);
    }

    private boolean isToldPublished(Job job) {
        telling.moved(job, JobState.RUNNING, JobState.PUBLISHING);
        boolean told = telling.moved(job, JobState.PUBLISHING, JobState.SUCCEEDED);
        if (told) {
            LOG.info("dataset {} succeeded as {}", job.id(), job.name());
        }
        return told;
    }

    /** After a refused change: reads the job again and completes what its state asks for. */
    private Outcome settle(Job job) {
        for (int look = 0; look < MOST_LOOKS; look++) {
            Optional<Job> now = telling.find(job.id());
            if (now.isEmpty()) {
                return Outcome.DONE;
            }
            if (now.get().attempt() != job.attempt()) {
                LOG.warn("dataset {}, attempt {}: another attempt holds it", job.id(), job.attempt());
                return Outcome.TAKEN_OVER;
            }
            Optional<Outcome> outcome = settled(now.get());
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return Outcome.RUN_AGAIN;
    }

    /** Empty if the job's state has changed once more. */
    private Optional<Outcome> settled(Job job) {
        return switch (job.state()) {
            case QUEUED -> Optional.of(Outcome.RUN_AGAIN);
            case RUNNING, PUBLISHING -> leftovers.stands(job) ? toldPublished(job) : queuedAgain(job);
            case CANCELLING -> cancelled(job);
            default -> Optional.of(Outcome.DONE);
        };
    }

    private Optional<Outcome> toldPublished(Job job) {
        leftovers.release(job);
        return isToldPublished(job) ? Optional.of(Outcome.DONE) : Optional.empty();
    }

    private Optional<Outcome> queuedAgain(Job job) {
        if (!telling.moved(job, job.state(), JobState.QUEUED)) {
            return Optional.empty();
        }
        LOG.info("dataset {} queued again", job.id());
        return Optional.of(Outcome.RUN_AGAIN);
    }

    private Optional<Outcome> cancelled(Job job) {
        // In turns: whoever took this worker for dead may have cancelled the job too, and then a retry has all of it.
        telling.inTurn(job, JobState.CANCELLING, () -> leftovers.condemn(job));
        leftovers.removeFiles(job); // before the store says that nothing is left
        if (!telling.movedInTurn(job, JobState.CANCELLING, JobState.CANCELLED, () -> leftovers.release(job))) {
            return Optional.empty();
        }
        LOG.info("dataset {} cancelled", job.id());
        return Optional.of(Outcome.DONE);
    }
}
