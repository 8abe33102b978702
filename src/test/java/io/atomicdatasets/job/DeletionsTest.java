package io.atomicdatasets.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.spec.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How datasets go. */
class DeletionsTest extends JobFixture {
    @Test
    void aSecondDeletionFindsNothing() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 10));
        database.force(job.id(), JobState.DELETING);

        assertThatThrownBy(() -> jobs.delete(job.id())).isInstanceOf(UnknownJobException.class);
    }

    @Test
    void aDeletionThatAnotherReplicaFinishesFirstHasSucceeded() throws Exception {
        Job job = made(10);
        AtomicInteger calls = new AtomicInteger();
        database.beforeEachCall(() -> {
            if (calls.incrementAndGet() == 2) { // found, hidden, and about to be noted
                database.beforeEachCall(() -> {});
                housekeeping(NOW).nowAndThen();
                assertThat(store.find(job.id())).isEmpty();
            }
        });

        assertThatCode(() -> jobs.delete(job.id())).doesNotThrowAnyException();

        assertThat(directory).isEmptyDirectory();
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
    void theDiskDoesNotRefuseWhatSomebodyElseHasJustHidden() throws Exception {
        Job job = made(10);
        root.condemn(job.name(), job.id());

        assertThatCode(() -> root.condemn(job.name(), job.id())).doesNotThrowAnyException();
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
    void aDatasetGoesWithItsFiles() throws Exception {
        Job job = made(100);

        jobs.delete(job.id());

        assertThat(directory).isEmptyDirectory();
        assertThat(store.ids()).isEmpty();
    }

    @Test
    void aDatasetThatTheDiskDoesNotLetGoStaysAsItWas() throws Exception {
        Job job = made(100);
        Path somethingInTheWay = directory.resolve(".staging");
        Files.writeString(somethingInTheWay, "no directory");

        assertThatThrownBy(() -> jobs.delete(job.id())).isInstanceOf(DeletionRefusedException.class);

        assertThat(jobs.find(job.id()).orElseThrow().state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(jobs.folderOf(job).holds(job.id())).isTrue();
        Files.delete(somethingInTheWay);
        jobs.delete(job.id());
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aDeletionThatBrokeOffAfterTheRenameIsFinished() throws Exception {
        Job job = made(100);
        root.condemn(job.name(), job.id());

        housekeeping(NOW).atStart();

        assertThat(store.find(job.id())).isEmpty();
        assertThat(directory.resolve(".staging")).doesNotExist();
    }

    @Test
    void aStoreThatHasNoRoomForAWordGetsItFromTheFiles() throws Exception {
        Job job = made(100);
        database.goAwayAfter(1); // the look at the job
        whileWaiting = () -> {
            try (var left = Files.list(directory.resolve(".staging/" + job.id() + ".deleted"))) {
                if (left.findAny().isEmpty()) {
                    database.comeBack();
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        };

        jobs.delete(job.id());

        assertThat(store.find(job.id())).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void manyDatasetsDeletedAtOnceAreAllGone() throws Exception {
        List<Job> all = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            all.add(made(10));
        }
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (Job job : all) {
                calls.add(pool.submit(() -> {
                    jobs.delete(job.id());
                    return job;
                }));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            pool.shutdown();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whatAFailedRunWroteGoesWithTheDataset() throws Exception {
        Job job = confirmed(10);
        runner((held, staging, reservation, progress) -> {
                    Files.writeString(staging.path().resolve("checkpoint.json"), "{}");
                    throw new IOException("No space left on device");
                })
                .run(picked(job));
        assertThat(staged(job, 1)).exists();

        jobs.delete(job.id());

        assertThat(directory).isEmptyDirectory();
    }
}
