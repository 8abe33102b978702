package io.atomicdatasets.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.atomicdatasets.catalog.DatasetsRoot;
import io.atomicdatasets.catalog.NameTakenException;
import io.atomicdatasets.job.jdbc.TestStore;
import io.atomicdatasets.pipeline.DatasetPipeline;
import io.atomicdatasets.plan.Planner;
import io.atomicdatasets.spec.Specs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T14:32:15.123456Z");
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path directory;

    private TestStore database;
    private JobStore store;
    private DatasetsRoot root;
    private Jobs jobs;

    @BeforeEach
    void open() {
        database = TestStore.h2();
        store = database.store();
        root = new DatasetsRoot(directory);
        jobs = jobs(NOW);
    }

    /** The table of calls and states: what becomes of the state, or that the call is refused. */
    @ParameterizedTest
    @CsvSource({
        "AWAITING_CONFIRMATION, QUEUED,  CANCELLED,  refused, gone",
        "QUEUED,                QUEUED,  CANCELLED,  refused, refused",
        "RUNNING,               RUNNING, CANCELLING, refused, refused",
        "CANCELLING,            refused, CANCELLING, refused, refused",
        "PUBLISHING,            PUBLISHING, refused, refused, refused",
        "SUCCEEDED,             SUCCEEDED, refused,  refused, gone",
        "FAILED,                refused, refused,    QUEUED,  gone",
        "CANCELLED,             refused, CANCELLED,  refused, gone",
        "EXPIRED,               refused, refused,    refused, gone",
    })
    void callsDoWhatTheTableSays(JobState state, String confirm, String cancel, String retry, String delete)
            throws Exception {
        assertThat(outcome(state, job -> jobs.retry(job.id()))).isEqualTo(retry);
        assertThat(outcome(state, job -> jobs.confirm(job.id()))).isEqualTo(confirm);
        assertThat(outcome(state, job -> jobs.cancel(job.id()))).isEqualTo(cancel);
        assertThat(outcome(state, job -> {
                    jobs.delete(job.id());
                    return job;
                }))
                .isEqualTo(delete);
    }

    private interface Call {
        Job on(Job job) throws JobRefusedException, NotAdmittedException, IOException;
    }

    private String outcome(JobState state, Call call) throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 10));
        database.force(job.id(), state);
        try {
            call.on(job);
        } catch (JobRefusedException e) {
            assertThat(e.state()).isEqualTo(state);
            assertThat(store.find(job.id()).orElseThrow().state()).isEqualTo(state);
            return "refused";
        }
        return store.find(job.id()).map(after -> after.state().name()).orElse("gone");
    }

    @Test
    void aStateIsLeftOnlyForItsSuccessors() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 10));

        assertThatThrownBy(() -> store.change(job.id(), Set.of(JobState.SUCCEEDED), JobState.RUNNING, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("RUNNING does not follow SUCCEEDED");
    }

    @Test
    void aNameOfTheDayIsNotGivenTwiceEvenIfTheFirstWasCancelled() throws Exception {
        jobs.cancel(jobs.submit(Specs.of("num_images", 10)).id());

        assertThat(jobs.submit(Specs.of("num_images", 10)).name().value()).isEqualTo("2026-11-23-v2");
    }

    @Test
    void aPlanPastItsTimeIsExpiredForEveryCall() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 10));

        assertThat(catchThrowableOfType(
                                JobRefusedException.class,
                                () -> jobs(NOW.plus(DAY)).cancel(job.id()))
                        .state())
                .isEqualTo(JobState.EXPIRED);
    }

    @Test
    void aSecondDeletionFindsNothing() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 10));
        database.force(job.id(), JobState.DELETING);

        assertThatThrownBy(() -> jobs.delete(job.id())).isInstanceOf(UnknownJobException.class);
    }

    @Test
    void aDatasetThatCannotBeDeletedDoesNotKeepTheOthersFromBeingTidiedUp() throws Exception {
        Job broken = jobs.submit(Specs.of("num_images", 10));
        Job other = jobs.submit(Specs.of("num_images", 10));
        Path notEmpty = directory.resolve(".staging").resolve(broken.name().key() + ".name");
        Files.delete(notEmpty);
        Files.createDirectories(notEmpty.resolve("in-the-way"));
        database.force(broken.id(), JobState.DELETING);
        database.force(other.id(), JobState.DELETING);

        jobs.tidy(Duration.ofDays(7));

        assertThat(store.find(other.id())).isEmpty();
    }

    @Test
    void foreignMetadataIsLeftAlone() throws Exception {
        for (String text : new String[] {"{}", "[]", "no json", "{\"version\": \"1.0.0\", \"timestamp\": \"now\"}"}) {
            Path foreign = Files.createDirectories(directory.resolve("foreign-" + text.length()));
            Files.writeString(foreign.resolve("metadata.json"), text);
        }

        new Adoption(store, root).adopt();

        assertThat(store.ids()).isEmpty();
    }

    @Test
    void twoRequestsGetTwoNamesAndATakenNameIsRefused() throws Exception {
        assertThat(jobs.submit(Specs.of("num_images", 10)).name().value()).isEqualTo("2026-11-23-v1");
        assertThat(jobs.submit(Specs.of("num_images", 10)).name().value()).isEqualTo("2026-11-23-v2");
        assertThatThrownBy(() -> jobs.submit(Specs.of("num_images", 10, "output_dir", "2026-11-23-V1")))
                .isInstanceOf(NameTakenException.class);
    }

    @Test
    void aPlanExpiresAndItsNameIsFreeAgain() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 10, "output_dir", "mine"));
        Jobs tomorrow = jobs(NOW.plus(DAY));

        assertThat(catchThrowableOfType(JobRefusedException.class, () -> tomorrow.confirm(job.id()))
                        .state())
                .isEqualTo(JobState.EXPIRED);
        tomorrow.tidy(Duration.ofDays(7));

        assertThat(tomorrow.find(job.id()).orElseThrow().state()).isEqualTo(JobState.EXPIRED);
        assertThat(jobs.submit(Specs.of("num_images", 10, "output_dir", "mine")).state())
                .isEqualTo(JobState.AWAITING_CONFIRMATION);
    }

    @Test
    void whatWasCancelledIsForgottenAfterAWeek() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 10));
        jobs.cancel(job.id());
        jobs(NOW.plus(Duration.ofDays(6))).tidy(Duration.ofDays(7));
        assertThat(jobs.find(job.id())).isPresent();

        jobs(NOW.plus(Duration.ofDays(8))).tidy(Duration.ofDays(7));

        assertThat(jobs.find(job.id())).isEmpty();
    }

    @Test
    void aConfirmedDatasetIsMadeAndDeletedWithItsFiles() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 100));
        jobs.confirm(job.id());

        assertThat(runner().run(job.id())).isEqualTo(JobRunner.Outcome.DONE);

        Job made = jobs.find(job.id()).orElseThrow();
        assertThat(made.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(jobs.folderOf(made).metadata().id()).isEqualTo(job.id());
        jobs.delete(job.id());
        assertThat(directory).isEmptyDirectory();
        assertThat(store.ids()).isEmpty();
    }

    @Test
    void aRunThatTheServiceEndsIsQueuedAgainAndLeavesNothingHalf() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 1_000_000));
        jobs.confirm(job.id());
        JobRunner runner = runner();
        runner.shutDown();

        assertThat(runner.run(job.id())).isEqualTo(JobRunner.Outcome.RUN_AGAIN);

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
        assertThat(runner.run(job.id())).isEqualTo(JobRunner.Outcome.RUN_AGAIN);
        assertThat(checkpoint).exists();
        root.sweep(() -> store.ids(JobState.NAME_RESERVED), () -> store.ids(JobState.GONE_ON_WITH), Duration.ZERO);
        assertThat(checkpoint).exists();

        assertThat(runner().run(job.id())).isEqualTo(JobRunner.Outcome.DONE);

        Job made = store.find(job.id()).orElseThrow();
        assertThat(made.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(made.attempt()).isEqualTo(2);
        assertThat(directory.resolve(".staging")).doesNotExist();
        Job undisturbed = jobs.submit(Specs.of("num_images", 600_000));
        jobs.confirm(undisturbed.id());
        runner().run(undisturbed.id());
        for (String file : List.of("train.npz", "val.npz", "test.npz", "chunks.npy")) {
            assertThat(jobs.folderOf(made).file(file))
                    .hasSameBinaryContentAs(jobs.folderOf(undisturbed).file(file));
        }
        assertThat(jobs.folderOf(made).metadata().statistics())
                .isEqualTo(jobs.folderOf(undisturbed).metadata().statistics());
    }

    @Test
    void aDatasetThatKillsThreeWorkersInARowFails() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 100));
        jobs.confirm(job.id());
        for (int worker = 0; worker < 3; worker++) {
            store.claim(job.id(), NOW);
        }

        runner().run(job.id());

        Job failed = store.find(job.id()).orElseThrow();
        assertThat(failed.state()).isEqualTo(JobState.FAILED);
        assertThat(failed.failure()).contains("3 workers in a row died at it without getting further.");
        assertThat(jobs.retry(job.id()).state()).isEqualTo(JobState.QUEUED);
        runner().run(job.id());
        assertThat(store.find(job.id()).orElseThrow().state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void noMoreAwaitConfirmationThanMay() throws Exception {
        Jobs narrow = new Jobs(store, root, new Planner(2), clock(NOW), new Jobs.Terms(DAY, ZoneOffset.UTC, 2, 100));
        narrow.submit(Specs.of("num_images", 10));
        narrow.submit(Specs.of("num_images", 10));

        assertThat(catchThrowableOfType(NotAdmittedException.class, () -> narrow.submit(Specs.of("num_images", 10))))
                .hasMessage("There are 2 datasets that await confirmation already. Confirm or cancel some of them.");
    }

    @Test
    void aDatasetThatTheDiskCouldNotHoldIsRefusedWithTheBytes() {
        DatasetsRoot small = new DatasetsRoot(directory, OptionalLong.of(Long.MAX_VALUE));
        Jobs full = new Jobs(store, small, new Planner(2), clock(NOW), new Jobs.Terms(DAY, ZoneOffset.UTC, 2, 100));

        NotAdmittedException refused =
                catchThrowableOfType(NotAdmittedException.class, () -> full.submit(Specs.of("num_images", 10)));

        assertThat(refused.isForSpace()).isTrue();
        assertThat(refused.neededBytes()).isPositive();
        assertThat(refused.freeBytes()).isZero();
        assertThat(store.ids()).isEmpty();
    }

    @Test
    void aRunWhoseOwnerDiedAfterTheRenameIsFinished() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 100));
        jobs.confirm(job.id());
        runner().run(job.id());
        database.force(job.id(), JobState.PUBLISHING);

        runner().run(job.id());

        assertThat(store.find(job.id()).orElseThrow().state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aRunWhoseOwnerDiedWhileCancellingIsCancelled() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 100));
        database.force(job.id(), JobState.CANCELLING);

        runner().run(job.id());

        assertThat(store.find(job.id()).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aRunThatCannotSucceedFailsWithItsReasonAndKeepsItsName() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 100));
        jobs.confirm(job.id());
        Files.createDirectory(root.directoryOf(job.name())); // somebody put a directory there by hand

        runner().run(job.id());

        Job failed = store.find(job.id()).orElseThrow();
        assertThat(failed.state()).isEqualTo(JobState.FAILED);
        assertThat(failed.failure())
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("The disk refused"));
        assertThat(root.directoryOf(job.name())).isEmptyDirectory();
    }

    @Test
    void datasetsThatStandAreAdopted() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 100, "output_dir", "mine"));
        jobs.confirm(job.id());
        runner().run(job.id());
        Files.createDirectory(directory.resolve("no-dataset"));
        TestStore empty = TestStore.h2();

        new Adoption(empty.store(), root).adopt();
        new Adoption(empty.store(), root).adopt();

        assertThat(empty.store().list(Optional.empty(), Optional.empty(), 9))
                .singleElement()
                .satisfies(adopted -> {
                    assertThat(adopted.id()).isEqualTo(job.id());
                    assertThat(adopted.state()).isEqualTo(JobState.SUCCEEDED);
                    assertThat(adopted.name().value()).isEqualTo("mine");
                    assertThat(adopted.plan().spec()).isEqualTo(job.plan().spec());
                });
    }

    @Test
    void aCancelledRunIsNotRun() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 100));
        jobs.confirm(job.id());
        jobs.cancel(job.id());

        runner().run(job.id());

        assertThat(store.find(job.id()).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
    }

    private JobRunner runner() {
        return new JobRunner(
                store,
                root,
                new DatasetPipeline(2, clock(NOW), Duration.ofMillis(1)),
                new RunMetrics(new SimpleMeterRegistry(), store),
                clock(NOW));
    }

    private Jobs jobs(Instant now) {
        return new Jobs(store, root, new Planner(2), clock(now), new Jobs.Terms(DAY, ZoneOffset.UTC, 1000, 100));
    }

    private static Clock clock(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }
}
