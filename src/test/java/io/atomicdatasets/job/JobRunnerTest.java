package io.atomicdatasets.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.describe.Metadata.CheckInfo;
import io.atomicdatasets.pipeline.DatasetFailedException;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.NameTakenException;
import io.atomicdatasets.spec.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a run, however it ends. */
class JobRunnerTest extends JobFixture {
    @Test
    void aRunThatTheServiceEndsIsQueuedAgainAndLeavesNothingHalf() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 1_000_000));
        jobs.confirm(job.id());
        JobRunner runner = runner();
        runner.shutDown();

        assertThat(runner.run(picked(job))).isEqualTo(JobRunner.Outcome.RUN_AGAIN);

        assertThat(store.find(job.id()).orElseThrow().state()).isEqualTo(JobState.QUEUED);
        try (var left = Files.list(directory.resolve(".staging"))) {
            assertThat(left).extracting(file -> file.getFileName().toString()).containsExactly("2026-11-23-v1.name");
        }
    }

    @Test
    void aRunThatTheServiceEndsGoesOnFromItsCheckpointAndEndsInTheSameBytes() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 600_000));
        jobs.confirm(job.id());
        JobRunner runner = runner();
        Path checkpoint = directory.resolve(".staging/" + job.id() + ".1/checkpoint.json");
        Thread end = new Thread(() -> {
            while (!Files.exists(checkpoint)) {
                Thread.onSpinWait();
            }
            runner.shutDown();
        });
        end.setDaemon(true);
        end.start();
        assertThat(runner.run(picked(job))).isEqualTo(JobRunner.Outcome.RUN_AGAIN);
        assertThat(checkpoint).exists();
        root.sweep(() -> store.ids(JobState.NAME_RESERVED), () -> store.ids(JobState.RESUMED), Duration.ZERO);
        assertThat(checkpoint).exists();

        assertThat(runner().run(picked(job))).isEqualTo(JobRunner.Outcome.DONE);

        Job made = store.find(job.id()).orElseThrow();
        assertThat(made.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(made.attempt()).isEqualTo(2);
        assertThat(directory.resolve(".staging")).doesNotExist();
        Job undisturbed = jobs.submit(Specs.of("num_images", 600_000));
        jobs.confirm(undisturbed.id());
        runner().run(picked(undisturbed));
        for (String file : List.of("train.npz", "val.npz", "test.npz", "chunks.npy", "segments.npy")) {
            assertThat(jobs.folderOf(made).file(file))
                    .hasSameBinaryContentAs(jobs.folderOf(undisturbed).file(file));
        }
        assertThat(jobs.folderOf(made).metadata().statistics())
                .isEqualTo(jobs.folderOf(undisturbed).metadata().statistics());
    }

    @Test
    void aRunWhoseOwnerDiedAfterTheRenameIsFinished() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 100));
        jobs.confirm(job.id());
        runner().run(picked(job));
        database.force(job.id(), JobState.PUBLISHING);

        runner().run(picked(job));

        assertThat(store.find(job.id()).orElseThrow().state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aRunWhoseOwnerDiedWhileCancellingIsCancelled() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 100));
        database.force(job.id(), JobState.CANCELLING);

        runner().run(picked(job));

        assertThat(store.find(job.id()).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aRunThatCannotSucceedFailsWithItsReasonAndKeepsItsName() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 100));
        jobs.confirm(job.id());
        Files.createDirectory(root.directoryOf(job.name())); // somebody put a directory there by hand

        runner().run(picked(job));

        Job failed = store.find(job.id()).orElseThrow();
        assertThat(failed.state()).isEqualTo(JobState.FAILED);
        assertThat(failed.failure())
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("Could not write to disk"));
        assertThat(root.directoryOf(job.name())).isEmptyDirectory();
    }

    @Test
    void aCancelledRunIsNotRun() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 100));
        jobs.confirm(job.id());
        jobs.cancel(job.id());

        runner().run(picked(job));

        assertThat(store.find(job.id()).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
    }

    /** Writes a checkpoint that tells this much, and then does something else. */
    private JobRunner writing(String checkpoint, DatasetMaker then) {
        return runner((job, staging, reservation, progress) -> {
            Files.writeString(staging.path().resolve("checkpoint.json"), checkpoint);
            return then.make(job, staging, reservation, progress);
        });
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatIsProvenToBeTheRequestsFaultIsThrownAway(Breakdown breakdown) throws Exception {
        Job job = confirmed(10);
        JobRunner runner = writing("{}", (held, staging, reservation, progress) -> breakdown.happen());

        runner.run(picked(job));

        assertThat(state(job)).isEqualTo(breakdown == Breakdown.INTERRUPT ? JobState.QUEUED : JobState.FAILED);
        housekeeping(NOW).nowAndThen();
        assertThat(Files.exists(staged(job, 1))).isEqualTo(breakdown != Breakdown.REQUEST);
    }

    enum Breakdown {
        REQUEST,
        DISK,
        INTERRUPT,
        MEMORY,
        FAULT;

        long happen() throws IOException, DatasetFailedException {
            switch (this) {
                case REQUEST -> throw new DatasetFailedException(new CheckInfo("a check", false, "it failed"));
                case DISK -> throw new IOException("No space left on device");
                case INTERRUPT -> throw new java.nio.channels.ClosedByInterruptException();
                case MEMORY -> throw new OutOfMemoryError("for a test");
                default -> throw new IllegalStateException("for a test");
            }
        }
    }

    @Test
    void whatAFailedRunWroteIsKeptForAWeekAndResumedByARetry() throws Exception {
        Job job = confirmed(10);
        writing("{}", (held, staging, reservation, progress) -> Breakdown.DISK.happen())
                .run(picked(job));
        housekeeping(NOW.plus(WEEK)).nowAndThen();
        assertThat(staged(job, 1)).exists();

        jobs.retry(job.id());
        runner((held, staging, reservation, progress) -> {
                    assertThat(staging.path().resolve("checkpoint.json")).hasContent("{}");
                    return Breakdown.DISK.happen();
                })
                .run(picked(job));
        assertThat(staged(job, 2)).exists();

        housekeeping(NOW.plus(WEEK).plusSeconds(1)).nowAndThen();
        assertThat(staged(job, 2)).doesNotExist();
    }

    @Test
    void aStoreThatIsAwayAtTheEndIsToldWhenItIsBack() throws Exception {
        Job job = confirmed(100);
        AtomicInteger pauses = new AtomicInteger();
        whileWaiting = () -> {
            if (pauses.incrementAndGet() % 20 == 0) {
                database.comeBack();
            }
        };
        JobRunner runner = runner((held, staging, reservation, progress) -> {
            database.goAway();
            return 1;
        });

        assertThat(runner.run(picked(job))).isEqualTo(JobRunner.Outcome.DONE);

        assertThat(state(job)).isEqualTo(JobState.SUCCEEDED);
        assertThat(root.directoryOf(job.name())).isDirectory();
        assertThat(pauses).hasValueGreaterThanOrEqualTo(20);
    }

    @Test
    void aStoreThatIsAwayUntilTheServiceEndsCostsNothing() throws Exception {
        Job job = confirmed(100);
        JobRunner runner = writing("{}", (held, staging, reservation, progress) -> {
            database.goAway();
            return 1;
        });

        assertThat(runner.run(picked(job))).isEqualTo(JobRunner.Outcome.RUN_AGAIN);
        assertThat(staged(job, 1)).exists();

        database.comeBack();
        assertThat(runner().run(picked(job))).isEqualTo(JobRunner.Outcome.DONE);
        assertThat(state(job)).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void anOutageBetweenTheRenameAndTheLastChangeConverges() throws Exception {
        Job job = confirmed(100);
        runner().run(picked(job));
        for (JobState state : List.of(JobState.RUNNING, JobState.PUBLISHING, JobState.QUEUED)) {
            database.force(job.id(), state);

            runner().run(picked(job));

            assertThat(state(job)).isEqualTo(JobState.SUCCEEDED);
        }
    }

    @Test
    void aCancellationWhileAStandingDatasetIsFoundLeavesNothing() throws Exception {
        Job job = made(100);
        database.force(job.id(), JobState.RUNNING);
        AtomicInteger calls = new AtomicInteger();
        database.beforeEachCall(() -> {
            if (calls.incrementAndGet() == 3) { // found, claimed, and about to say that it stands
                database.beforeEachCall(() -> {});
                store.change(job.id(), Set.of(JobState.RUNNING), JobState.CANCELLING, NOW);
            }
        });

        assertThat(runner().run(picked(job))).isEqualTo(JobRunner.Outcome.DONE);

        assertThat(state(job)).isEqualTo(JobState.CANCELLED);
        assertThat(directory).isEmptyDirectory();
    }

    /** Another worker takes it for dead, cancels, and the dataset is retried before it goes on. */
    private void pauseAWorkerInACancellation(Job job, Meanwhile retried) throws Exception {
        database.force(job.id(), JobState.CANCELLING);
        JobStore real = store;
        store = pausing(
                "find",
                JobState.CANCELLING,
                2,
                () -> { // found to claim it, and found to end it
                    store = real;
                    runner().run(picked(job));
                    assertThat(state(job)).isEqualTo(JobState.CANCELLED);
                    jobs.retry(job.id());
                    retried.happen();
                });
        runner().run(picked(job));
    }

    @Test
    void aPausedWorkerThatCancelsLeavesWhatWasRetriedItsName() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 100, "output_dir", "mine"));

        pauseAWorkerInACancellation(job, () -> {});

        assertThat(state(job)).isEqualTo(JobState.QUEUED);
        assertThatThrownBy(() -> jobs.submit(Specs.of("num_images", 10, "output_dir", "mine")))
                .isInstanceOf(NameTakenException.class);
    }

    @Test
    void aPausedWorkerThatCancelsLeavesWhatWasRetriedAndMade() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 100));

        pauseAWorkerInACancellation(job, () -> runner().run(picked(job)));

        assertThat(state(job)).isEqualTo(JobState.SUCCEEDED);
        assertThat(jobs.folderOf(job).holds(job.id())).isTrue();
    }

    @Test
    void aPausedWorkerThatCancelsLeavesTheCheckpointOfARetry() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 100));

        pauseAWorkerInACancellation(
                job,
                () -> writing("{}", (held, staging, reservation, progress) -> {
                            throw new IOException("a disk that refuses");
                        })
                        .run(picked(job)));

        assertThat(state(job)).isEqualTo(JobState.FAILED);
        assertThat(staged(job, now(job.id()).attempt()).resolve("checkpoint.json"))
                .exists();
    }

    @Test
    void aWorkerThatWasPausedBeforeItsClaimLeavesTheRunToWhomItWasGivenMeanwhile() throws Exception {
        Job job = confirmed(100);
        Pick lost = picked(job);
        JobStore real = store;
        store = pausing("find", JobState.QUEUED, 1, () -> real.claim(picked(job), "", NOW));

        for (String known : List.of("what it knows is older", "it knows the attempt of the other")) {
            assertThat(runner().run(lost)).as(known).isEqualTo(JobRunner.Outcome.TAKEN_OVER);

            assertThat(state(job)).as(known).isEqualTo(JobState.RUNNING);
            assertThat(now(job.id()).attempt()).as(known).isEqualTo(1);
        }
    }

    @Test
    void aCancellationInTheMiddleOfAShutdownIsACancellation() throws Exception {
        Job job = confirmed(100);
        JobRunner runner = writing("{}", (held, staging, reservation, progress) -> {
            store.change(job.id(), Set.of(JobState.RUNNING), JobState.CANCELLING, NOW);
            throw new StoppedException();
        });
        runner.shutDown();

        assertThat(runner.run(picked(job))).isEqualTo(JobRunner.Outcome.DONE);

        assertThat(state(job)).isEqualTo(JobState.CANCELLED);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void tenWorkersThatDieWithoutGettingFurtherAreEnough() throws Exception {
        Job job = confirmed(100);
        for (int worker = 0; worker < 9; worker++) {
            store.claim(picked(job), root.mark(job.id()), NOW);
        }
        AtomicInteger made = new AtomicInteger();
        runner((held, staging, reservation, progress) -> made.incrementAndGet()).run(picked(job));
        assertThat(made).as("the tenth death is still to come").hasValue(1);

        Job other = confirmed(100);
        for (int worker = 0; worker < 10; worker++) {
            store.claim(picked(other), root.mark(other.id()), NOW);
        }
        runner().run(picked(other));

        assertThat(state(other)).isEqualTo(JobState.FAILED);
        assertThat(now(other.id()).failure()).contains("10 workers in a row died at it without getting further.");
        assertThat(jobs.retry(other.id()).state()).isEqualTo(JobState.QUEUED);
        runner().run(picked(other));
        assertThat(state(other)).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void workersThatDieAfterACheckpointDoNotCount() throws Exception {
        Job job = confirmed(100);
        for (int worker = 1; worker <= 30; worker++) {
            Job held = store.claim(picked(job), root.mark(job.id()), NOW).orElseThrow();
            assertThat(held.lostOwners()).isZero();
            Path killed = Files.createDirectories(staged(job, worker));
            Files.writeString(killed.resolve("checkpoint.json"), "{\"chunk\": " + worker + "}");
        }
    }

    @Test
    void givingUpKeepsWhatWasWritten() throws Exception {
        Job job = confirmed(100);
        Files.createDirectories(staged(job, 1));
        Files.writeString(staged(job, 1).resolve("checkpoint.json"), "{}");
        for (int worker = 0; worker < 11; worker++) {
            store.claim(picked(job), root.mark(job.id()), NOW);
        }

        runner().run(picked(job));

        assertThat(state(job)).isEqualTo(JobState.FAILED);
        assertThat(staged(job, 1).resolve("checkpoint.json")).exists();
    }

    @Test
    void aRunThatThisProcessIsAtWorkOnIsNotTakenOver() throws Exception {
        Job job = confirmed(100);
        List<JobRunner> self = new ArrayList<>();
        self.add(runner((held, staging, reservation, progress) -> {
            assertThat(self.get(0).isLive(job.id())).isTrue();
            assertThat(self.get(0).run(picked(job))).isEqualTo(JobRunner.Outcome.RUN_AGAIN);
            assertThat(now(job.id()).attempt()).isEqualTo(1);
            return 1;
        }));

        self.get(0).run(picked(job));

        assertThat(state(job)).isEqualTo(JobState.SUCCEEDED);
        assertThat(self.get(0).isLive(job.id())).isFalse();
    }
}
