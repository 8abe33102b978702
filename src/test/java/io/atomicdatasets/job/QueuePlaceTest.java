package io.atomicdatasets.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.job.JobStore.Waiting;
import io.atomicdatasets.plan.Estimate;
import io.atomicdatasets.plan.Plan;
import io.atomicdatasets.progress.Phase;
import io.atomicdatasets.progress.Progress.Snapshot;
import io.atomicdatasets.spec.Specs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** When the turn of a dataset comes. */
class QueuePlaceTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @Test
    void theFirstWaitsForTheRunThatEndsFirst() throws Exception {
        List<Waiting> queue = List.of(waiting(100), waiting(7), waiting(1));
        List<Job> running = List.of(running(30), running(10));

        assertThat(place(queue, running, 0)).isEqualTo(new QueuePlace(1, NOW.plusSeconds(10)));
        assertThat(place(queue, running, 1)).isEqualTo(new QueuePlace(2, NOW.plusSeconds(30)));
        assertThat(place(queue, running, 2)).isEqualTo(new QueuePlace(3, NOW.plusSeconds(37)));
    }

    @Test
    void aRunThatHasJustBegunTakesWhatWasEstimated() throws Exception {
        assertThat(place(List.of(waiting(1)), List.of(begun(50)), 0)).isEqualTo(new QueuePlace(1, NOW.plusSeconds(50)));
    }

    @Test
    void whereNothingRunsTheNextTurnIsNow() throws Exception {
        List<Waiting> queue = List.of(waiting(3), waiting(3));

        assertThat(place(queue, List.of(), 0)).isEqualTo(new QueuePlace(1, NOW));
        assertThat(place(queue, List.of(), 1)).isEqualTo(new QueuePlace(2, NOW.plusSeconds(3)));
        assertThat(QueuePlace.of(List.of(), List.of(), NOW)).isEmpty();
    }

    private static QueuePlace place(List<Waiting> queue, List<Job> running, int index) {
        return QueuePlace.of(queue, running, NOW).get(queue.get(index).id());
    }

    private static Waiting waiting(double seconds) {
        return new Waiting(UUID.randomUUID(), seconds);
    }

    private static Job begun(double seconds) throws Exception {
        Plan plan = new Plan(
                Specs.of("num_images", 9),
                new Estimate(9, 256, 1, 1, seconds, 1),
                List.of(),
                Optional.empty(),
                List.of());
        return Job.submitted(UUID.randomUUID(), plan, NOW, NOW);
    }

    private static Job running(double secondsLeft) throws Exception {
        Job job = begun(1);
        Snapshot half = new Snapshot(Phase.GENERATING, 5, 9, Map.of(), 1, 1, 0, 5, 0.5, secondsLeft);
        return new Job(
                job.id(), 1, JobState.RUNNING, 1, 0, job.plan(), job.times(), Optional.of(half), Optional.empty());
    }
}
