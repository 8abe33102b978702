package io.atomicdatasets.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is brought in order now and then, and at the start. */
class HousekeepingTest extends JobFixture {
    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"QUEUED", "RUNNING", "CANCELLING", "PUBLISHING"})
    void whateverHasNoRunGetsOneAndComesToItsEnd(JobState state) throws Exception {
        Job job = confirmed(10);
        database.force(job.id(), state);
        database.unschedule(job.id());

        housekeeping(NOW).nowAndThen();

        assertThat(database.scheduledRuns(job.id())).isEqualTo(1);
        runner().run(picked(job));
        assertThat(state(job)).isEqualTo(state == JobState.CANCELLING ? JobState.CANCELLED : JobState.SUCCEEDED);
    }

    @Test
    void aRestartWithTheClockSetBackDelaysNothing() throws Exception {
        Job running = confirmed(10);
        Job queued = confirmed(10);
        store.claim(picked(running), "", NOW);
        database.setSchedulersClock(NOW.minus(Duration.ofHours(1)));

        housekeeping(NOW.minus(Duration.ofHours(1))).atStart();

        for (Job job : List.of(running, queued)) {
            assertThat(database.scheduled(job.id()).picked()).isFalse();
            assertThat(database.scheduled(job.id()).when()).isBefore(NOW.minus(Duration.ofHours(1)));
        }
    }

    @Test
    void aClockThatIsSetDoesNotMoveTheSchedulersClock() {
        AtomicInteger nanos = new AtomicInteger(-5);
        SteadyClock clock = new SteadyClock(NOW, nanos::get);
        nanos.addAndGet(1_000);

        assertThat(clock.now()).isEqualTo(NOW.plusNanos(1_000));
    }
}
