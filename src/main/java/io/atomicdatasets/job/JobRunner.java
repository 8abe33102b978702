package io.atomicdatasets.job;

import io.atomicdatasets.catalog.DatasetFolder;
import io.atomicdatasets.catalog.DatasetsRoot;
import io.atomicdatasets.catalog.DiskFailure;
import io.atomicdatasets.catalog.Metadata.FileInfo;
import io.atomicdatasets.catalog.Reservation;
import io.atomicdatasets.catalog.StagingDirectory;
import io.atomicdatasets.job.RunMetrics.Failure;
import io.atomicdatasets.pipeline.DatasetFailedException;
import io.atomicdatasets.pipeline.DatasetPipeline;
import io.atomicdatasets.pipeline.FinishedDataset;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the datasets that were confirmed: what the scheduler runs.
 *
 * <p>Assumes that the scheduler runs a job again only when its last worker is dead. Guarantees that a worker that was
 * thought dead and is not can neither report nor publish: each of its changes carries its attempt, and is refused.
 */
final class JobRunner {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private static final int MOST_LOST_OWNERS = 3;

    private final JobStore store;
    private final DatasetsRoot root;
    private final DatasetPipeline pipeline;
    private final RunMetrics metrics;
    private final Clock clock;
    private final Set<Progress> running = ConcurrentHashMap.newKeySet();
    private volatile boolean shuttingDown;

    JobRunner(JobStore store, DatasetsRoot root, DatasetPipeline pipeline, RunMetrics metrics, Clock clock) {
        this.store = store;
        this.root = root;
        this.pipeline = pipeline;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** What a run leaves to be done. */
    enum Outcome {
        /** Nothing: the job reached a final state or belongs to somebody else. */
        DONE,
        /** The same again, by whoever starts next. */
        RUN_AGAIN
    }

    /** Runs a job to its end, or until the service shuts down. */
    Outcome run(UUID id) {
        Optional<Job> claimed = store.claim(id, clock.instant());
        if (claimed.isEmpty()) {
            finishForDeadWorker(id);
            return Outcome.DONE;
        }
        Job job = claimed.get();
        if (stands(job)) {
            LOG.info("dataset {} stands already", id);
            discard(job);
            publish(job);
            return Outcome.DONE;
        }
        if (job.lostOwners() >= MOST_LOST_OWNERS) {
            return givenUp(job);
        }
        LOG.info("dataset {} started, attempt {}", id, job.attempt());
        Progress progress = new Progress(job.plan().spec().numImages());
        running.add(progress);
        metrics.started(progress);
        try (ProgressReporter reporter = new ProgressReporter(store, job, progress)) {
            if (shuttingDown) {
                progress.stop();
            }
            make(job, progress);
            return Outcome.DONE;
        } catch (StoppedException e) {
            return stopped(job);
        } catch (DatasetFailedException e) {
            return failed(job, Failure.RECIPE_OR_CHECK, e.reason(), e);
        } catch (IOException e) {
            return failed(job, Failure.DISK, "The disk refused. " + reason(job, e), e);
        } catch (RuntimeException | Error e) {
            return failed(job, Failure.FAULT, "The run broke down by a fault of the service; its log says more.", e);
        } finally {
            metrics.ended(progress);
            running.remove(progress);
        }
    }

    private String reason(Job job, IOException e) {
        String reason = DiskFailure.describe(e);
        if (!DiskFailure.isFull(e)) {
            return reason;
        }
        long needed = job.plan().estimate().diskBytes();
        try {
            return reason + ": the run needs " + needed + " bytes, and " + root.freeBytes() + " are free.";
        } catch (IOException unknown) {
            return reason + ": the run needs " + needed + " bytes.";
        }
    }

    /** A dataset that kills whoever makes it must not do so for ever. */
    private Outcome givenUp(Job job) {
        discard(job);
        String reason = job.lostOwners() + " workers in a row died at it without getting further.";
        if (store.fail(job, reason, clock.instant())) {
            metrics.failed(Failure.LOST_OWNERS);
            LOG.error("dataset {} failed: {}", job.id(), reason);
        }
        return Outcome.DONE;
    }

    /** Stops all runs so that they are queued again. */
    void shutDown() {
        shuttingDown = true;
        running.forEach(Progress::stop);
    }

    private void make(Job job, Progress progress) throws IOException, StoppedException, DatasetFailedException {
        Reservation reservation = root.reservation(job.name(), job.id());
        FinishedDataset dataset;
        try (StagingDirectory staging = root.stage(job.id(), job.attempt(), progress)) {
            try {
                dataset = pipeline.make(job.id(), job.plan().spec(), staging, reservation, progress);
            } catch (StoppedException e) {
                keepInterruptsFromTheStore();
                if (isBeingCancelled(job)) {
                    staging.condemn();
                }
                throw e;
            } catch (DatasetFailedException e) {
                staging.condemn();
                throw e;
            }
            if (!store.change(job, JobState.RUNNING, JobState.PUBLISHING, clock.instant())) {
                throw new StoppedException(); // cancelled in the last moment, or no longer ours
            }
            dataset.publish();
        }
        publish(job);
        long bytes =
                dataset.metadata().files().stream().mapToLong(FileInfo::bytes).sum();
        Duration took = Duration.ofMillis((long) (1000 * progress.snapshot().elapsedSeconds()));
        metrics.succeeded(job.plan().spec().numImages(), bytes, took);
    }

    /** The directory stands: what is left is to tidy up, and then to say so. */
    private void publish(Job job) {
        release(job);
        store.change(job, JobState.RUNNING, JobState.PUBLISHING, clock.instant());
        if (store.change(job, JobState.PUBLISHING, JobState.SUCCEEDED, clock.instant())) {
            LOG.info("dataset {} succeeded as {}", job.id(), job.name());
        }
    }

    private Outcome stopped(Job job) {
        keepInterruptsFromTheStore();
        if (isBeingCancelled(job)) {
            release(job); // before anybody is told that nothing is left
            store.change(job, JobState.CANCELLING, JobState.CANCELLED, clock.instant());
            LOG.info("dataset {} cancelled", job.id());
            return Outcome.DONE;
        }
        if (store.change(job, JobState.RUNNING, JobState.QUEUED, clock.instant())) {
            LOG.info("dataset {} queued again", job.id());
            return Outcome.RUN_AGAIN;
        }
        LOG.warn("dataset {}, attempt {}: another attempt holds it", job.id(), job.attempt());
        return Outcome.DONE;
    }

    /** One interrupt inside the embedded database would close it for everybody. */
    @SuppressWarnings("ThreadInterrupted")
    private static void keepInterruptsFromTheStore() {
        Thread.interrupted();
    }

    private boolean isBeingCancelled(Job job) {
        return store.find(job.id())
                .filter(now -> now.attempt() == job.attempt() && now.state() == JobState.CANCELLING)
                .isPresent();
    }

    private Outcome failed(Job job, Failure kind, String reason, Throwable cause) {
        keepInterruptsFromTheStore();
        if (stands(job)) {
            LOG.warn("dataset {} stands, though its run ended badly", job.id(), cause);
            publish(job);
            return Outcome.DONE;
        }
        if (store.fail(job, reason, clock.instant())) {
            metrics.failed(kind);
            LOG.error("dataset {} failed: {}", job.id(), reason, cause);
        } else {
            stopped(job);
        }
        return Outcome.DONE;
    }

    /** A worker died while it was cancelling: there is nothing left but to say so. */
    private void finishForDeadWorker(UUID id) {
        if (store.change(id, Set.of(JobState.CANCELLING), JobState.CANCELLED, clock.instant())) {
            LOG.info("dataset {} cancelled", id);
            store.find(id).ifPresent(job -> {
                discard(job);
                release(job);
            });
        }
    }

    /** Whether an attempt before this one came as far as the rename. */
    private boolean stands(Job job) {
        return new DatasetFolder(root.directoryOf(job.name())).holds(job.id());
    }

    private void discard(Job job) {
        try {
            root.discard(job.id());
        } catch (IOException e) {
            LOG.warn("dataset {}: what its workers left stays until it is swept", job.id(), e);
        }
    }

    private void release(Job job) {
        try {
            root.reservation(job.name(), job.id()).release();
        } catch (IOException e) {
            LOG.warn("dataset {}: the reservation of {} stays until the next start", job.id(), job.name(), e);
        }
    }
}
