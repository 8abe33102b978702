package io.atomicdatasets.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.atomicdatasets.root.NameTakenException;
import io.atomicdatasets.spec.Specs;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people can do with datasets, in which state. */
class JobsTest extends JobFixture {
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
        "CANCELLED,             refused, CANCELLED,  QUEUED,  gone",
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
    void aPlanPastItsTimeIsExpiredForEveryCall() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 10));

        assertThat(catchThrowableOfType(
                                JobRefusedException.class,
                                () -> jobs(NOW.plus(DAY)).cancel(job.id()))
                        .state())
                .isEqualTo(JobState.EXPIRED);
    }

    @Test
    void aPlanPastItsTimeIsExpiredForWhoeverLooks() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 10));
        Jobs tomorrow = jobs(NOW.plus(DAY));

        assertThat(tomorrow.find(job.id()).orElseThrow().state()).isEqualTo(JobState.EXPIRED);
        assertThat(tomorrow.list(Optional.of(JobState.EXPIRED), Optional.empty(), 9))
                .extracting(Job::id)
                .containsExactly(job.id());
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aCancelledDatasetTakesItsNameAgain() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 10, "output_dir", "mine"));
        jobs.cancel(job.id());

        assertThat(jobs.retry(job.id()).state()).isEqualTo(JobState.QUEUED);

        assertThatThrownBy(() -> jobs.submit(Specs.of("num_images", 10, "output_dir", "mine")))
                .isInstanceOf(NameTakenException.class);
    }

    @Test
    void aCancelledDatasetWhoseNameSomebodyHasIsNotMadeAgain() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 10, "output_dir", "mine"));
        jobs.cancel(job.id());
        jobs.submit(Specs.of("num_images", 10, "output_dir", "mine"));

        assertThatThrownBy(() -> jobs.retry(job.id())).isInstanceOf(NameTakenException.class);
        assertThat(state(job)).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void aRetryThatIsNotAdmittedKeepsNoName() throws Exception {
        Job job = jobs.submit(Specs.of("num_images", 10, "output_dir", "mine"));
        jobs.cancel(job.id());
        Jobs full =
                new Jobs(store, root, planning(), patience(), clock(NOW), new Jobs.Terms(DAY, ZoneOffset.UTC, 9, 0));

        assertThatThrownBy(() -> full.retry(job.id())).isInstanceOf(NotAdmittedException.class);

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void cancellingIsNeverRefusedBecauseTheStateChangedMeanwhile() throws Exception {
        Job job = confirmed(10);
        Job held = store.claim(picked(job), "", NOW).orElseThrow();
        AtomicInteger calls = new AtomicInteger();
        // A shutdown queues the run again between the two changes that a cancellation tries.
        database.beforeEachCall(() -> {
            if (calls.incrementAndGet() == 3) {
                database.beforeEachCall(() -> {});
                store.change(held, JobState.RUNNING, JobState.QUEUED, NOW);
            }
        });

        assertThat(jobs.cancel(job.id()).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void aPausedCancellationLeavesWhatWasRetriedAndMade() throws Exception {
        Job job = confirmed(100);
        store = pausing("change", JobState.CANCELLED, 1, () -> {
            jobs.retry(job.id());
            runner().run(picked(job));
        });

        assertThatThrownBy(() -> jobs(NOW).cancel(job.id())).hasMessageContaining("succeeded");

        assertThat(state(job)).isEqualTo(JobState.SUCCEEDED);
        assertThat(jobs.folderOf(job).holds(job.id())).isTrue();
    }

    @Test
    void spaceThatOthersWillWriteIsNotFree() throws Exception {
        long space = root.spaciousBytes();
        Job job = jobs.submit(Specs.of("num_images", 10));
        try (var scratch = root.stageAnew(UUID.randomUUID(), 1, 2 * space)) {
            assertThat(catchThrowableOfType(NotAdmittedException.class, () -> jobs.confirm(job.id()))
                            .isForSpace())
                    .isTrue();
            assertThat(scratch.path()).exists();
        }

        assertThat(jobs.confirm(job.id()).state()).isEqualTo(JobState.QUEUED);
    }
}
