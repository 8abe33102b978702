package io.atomicdatasets.job;

import io.atomicdatasets.pipeline.DatasetFailedException;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.Reservation;
import io.atomicdatasets.root.StagingDirectory;
import io.atomicdatasets.timing.PastRuns;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;

/** The service's parts as {@link JobConfiguration} puts them together, on whatever the simulation gives it. */
public final class SimulatedService {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int MOST_AWAITING = 20;
    private static final int MOST_QUEUED = 10;

    private final Jobs jobs;
    private final JobRunner runner;
    private final Housekeeping housekeeping;

    /** What the service lives in. */
    public interface Surroundings {
        JobStore store();

        DatasetsRoot root();

        Clock clock();

        Planning planning();

        /** Waits a little for the store; gives false if there is no more time. */
        boolean pause();

        /** Repeats something until what is returned is closed. */
        AutoCloseable repeat(Runnable report);

        /** Makes a dataset. */
        long make(Job job, StagingDirectory staging, Reservation reservation, Progress progress)
                throws IOException, StoppedException, DatasetFailedException;
    }

    public SimulatedService(Surroundings world, boolean ownStore) {
        Patience patience = new Patience(world::pause);
        Telling telling = new Telling(world.store(), patience, world.clock());
        Attempt attempt = new Attempt(world.root(), world::make, report -> closing(world.repeat(report)), telling);
        runner = new JobRunner(
                telling,
                new Leftovers(world.root()),
                attempt,
                new RunMetrics(new SimpleMeterRegistry()),
                PastRuns.none());
        Jobs.Terms terms = new Jobs.Terms(DAY, ZoneOffset.UTC, MOST_AWAITING, MOST_QUEUED);
        jobs = new Jobs(world.store(), world.root(), world.planning(), patience, world.clock(), terms);
        housekeeping = new Housekeeping(
                world.store(), world.root(), jobs, world.clock(), new Housekeeping.Terms(ownStore, WEEK));
    }

    private static Reporting.Repeated closing(AutoCloseable repeated) {
        return () -> {
            try {
                repeated.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }

    public Jobs jobs() {
        return jobs;
    }

    /** What the scheduler is left to do after a run, as {@link JobRunner.Outcome} says. */
    public enum End {
        DONE,
        RUN_AGAIN,
        TAKEN_OVER
    }

    /** Runs a job. */
    public End run(Pick pick) {
        return End.valueOf(runner.run(pick).name());
    }

    public boolean isLive(UUID id) {
        return runner.isLive(id);
    }

    public void shutDown() {
        runner.shutDown();
    }

    public void atStart() throws IOException {
        housekeeping.atStart();
    }

    public void nowAndThen() {
        housekeeping.nowAndThen();
    }
}
