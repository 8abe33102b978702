package io.atomicdatasets.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.NameTakenException;
import io.atomicdatasets.spec.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How requests are taken in. */
class SubmissionsTest extends JobFixture {
    @Test
    void aNameOfTheDayIsNotGivenTwiceEvenIfTheFirstWasCancelled() throws Exception {
        jobs.cancel(jobs.submit(Specs.of("num_images", 10)).id());

        assertThat(jobs.submit(Specs.of("num_images", 10)).name().value()).isEqualTo("2026-11-23-v2");
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
    void noMoreAwaitConfirmationThanMay() throws Exception {
        Jobs narrow = jobs(NOW, 2);
        narrow.submit(Specs.of("num_images", 10));
        narrow.submit(Specs.of("num_images", 10));

        assertThat(catchThrowableOfType(NotAdmittedException.class, () -> narrow.submit(Specs.of("num_images", 10))))
                .hasMessage("There are 2 datasets that await confirmation already. Confirm or cancel some of them.");
    }

    @Test
    void aDatasetThatTheDiskCouldNotHoldIsRefusedWithTheBytes() {
        DatasetsRoot small = new DatasetsRoot(directory, OptionalLong.of(Long.MAX_VALUE));
        Jobs full =
                new Jobs(store, small, planning(), patience(), clock(NOW), new Jobs.Terms(DAY, ZoneOffset.UTC, 2, 100));

        NotAdmittedException refused =
                catchThrowableOfType(NotAdmittedException.class, () -> full.submit(Specs.of("num_images", 10)));

        assertThat(refused.isForSpace()).isTrue();
        assertThat(refused.neededBytes()).isPositive();
        assertThat(refused.freeBytes()).isZero();
        assertThat(store.ids()).isEmpty();
    }

    @Test
    void oneRequestSentManyTimesAtOnceIsOneDatasetAndOneName() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(16);
        try {
            for (String output : new String[] {"mine", ""}) {
                Object[] fields = output.isEmpty()
                        ? new Object[] {"num_images", 10}
                        : new Object[] {"num_images", 10, "output_dir", output};
                Set<UUID> answers = new HashSet<>();
                for (Future<Job> answer : pool.invokeAll(Collections.<Callable<Job>>nCopies(
                        500, () -> jobs.submit(Specs.of(fields), "key of " + output)))) {
                    answers.add(answer.get().id());
                }
                assertThat(answers).hasSize(1);
            }
        } finally {
            pool.shutdown();
        }
        assertThat(jobs.submit(Specs.of("num_images", 10)).name().value()).isEqualTo("2026-11-23-v2");
    }

    /** As where a root was restored, or its {@code .staging} was taken away. */
    private void forgetNames() throws IOException {
        try (var left = Files.list(directory.resolve(".staging"))) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory.resolve(".staging"));
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"AWAITING_CONFIRMATION", "QUEUED", "FAILED"})
    void aNameThatTheDiskHasForgottenIsStillThatOfItsDataset(JobState state) throws Exception {
        Job holder = jobs.submit(Specs.of("num_images", 10, "output_dir", "mine"));
        database.force(holder.id(), state);
        Job cancelled = jobs.submit(Specs.of("num_images", 10, "output_dir", "other"));
        jobs.cancel(cancelled.id());
        Job another = jobs.submit(Specs.of("num_images", 10, "output_dir", "other"));
        forgetNames();

        assertThatThrownBy(() -> jobs.submit(Specs.of("num_images", 10, "output_dir", "MINE")))
                .isInstanceOf(NameTakenException.class)
                .hasMessageContaining("is reserved");
        assertThatThrownBy(() -> jobs.retry(cancelled.id())).isInstanceOf(NameTakenException.class);

        housekeeping(NOW).atStart();

        assertThat(root.reservation(holder.name(), holder.id()).isMade()).isTrue();
        assertThat(root.reservation(another.name(), another.id()).isMade()).isTrue();
    }

    @Test
    void aKeyIsFreeWhileItsDatasetIsDeleted() throws Exception {
        Job first = jobs.submit(Specs.of("num_images", 10), "key");
        database.force(first.id(), JobState.DELETING);

        assertThat(jobs.submit(Specs.of("num_images", 10), "key").id()).isNotEqualTo(first.id());
    }
}
