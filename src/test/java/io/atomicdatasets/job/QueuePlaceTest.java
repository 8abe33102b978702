package io.atomicdatasets.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.job.JobStore.Waiting;
import io.atomicdatasets.progress.Phase;
import io.atomicdatasets.progress.Progress.Snapshot;
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
    void theFirstWaitsForTheRunThatEndsFirst() {
        List<Waiting> queue = List.of(waiting(100), waiting(7), waiting(1));
        List<Double> running = List.of(30.0, 10.0);

        assertThat(place(queue, running, 0)).isEqualTo(new QueuePlace(1, NOW.plusSeconds(10)));
        assertThat(place(queue, running, 1)).isEqualTo(new QueuePlace(2, NOW.plusSeconds(30)));
        assertThat(place(queue, running, 2)).isEqualTo(new QueuePlace(3, NOW.plusSeconds(37)));
    }

    @Test
    void aRunThatHasJustBegunTakesWhatWasEstimated() {
        assertThat(QueuePlace.secondsLeft(Optional.of(snapshot(5, 30)), 50)).isEqualTo(30);
        assertThat(QueuePlace.secondsLeft(Optional.of(snapshot(0, 0)), 50)).isEqualTo(50);
        assertThat(QueuePlace.secondsLeft(Optional.empty(), 50)).isEqualTo(50);
    }

    @Test
    void whereNothingRunsTheNextTurnIsNow() {
        List<Waiting> queue = List.of(waiting(3), waiting(3));

        assertThat(place(queue, List.of(), 0)).isEqualTo(new QueuePlace(1, NOW));
        assertThat(place(queue, List.of(), 1)).isEqualTo(new QueuePlace(2, NOW.plusSeconds(3)));
        assertThat(QueuePlace.of(List.of(), List.of(), NOW)).isEmpty();
    }

    private static QueuePlace place(List<Waiting> queue, List<Double> running, int index) {
        return QueuePlace.of(queue, running, NOW).get(queue.get(index).id());
    }

    private static Waiting waiting(double seconds) {
        return new Waiting(UUID.randomUUID(), seconds);
    }

    private static Snapshot snapshot(long done, double secondsLeft) {
        return new Snapshot(Phase.GENERATING, done, 9, Map.of(), 1, 1, 0, 5, 0.5, secondsLeft);
    }
}
