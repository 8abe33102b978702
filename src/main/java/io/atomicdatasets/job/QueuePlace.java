package io.atomicdatasets.job;

import io.atomicdatasets.job.JobStore.Waiting;
import io.atomicdatasets.progress.Progress.Snapshot;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.UUID;

/**
 * The place of a dataset among those that wait for their turn.
 *
 * @param position 1 for the next
 * @param start when its turn comes, as the estimates of those before it tell
 */
public record QueuePlace(int position, Instant start) {
    /**
     * The places of all datasets that wait.
     *
     * @param queue those that wait, in the order of their turns
     * @param secondsLeft of those at work, whose ends they wait for; who waits while none runs is next at once
     */
    static Map<UUID, QueuePlace> of(List<Waiting> queue, List<Double> secondsLeft, Instant now) {
        Map<UUID, QueuePlace> places = new HashMap<>();
        PriorityQueue<Double> ends = new PriorityQueue<>(secondsLeft);
        if (ends.isEmpty()) {
            ends.add(0.0);
        }
        for (Waiting waiting : queue) {
            double turn = ends.remove();
            places.put(waiting.id(), new QueuePlace(places.size() + 1, now.plusMillis((long) (1000 * turn))));
            ends.add(turn + waiting.seconds());
        }
        return places;
    }

    /** What a run still needs as its progress tells, or all that was estimated if it has just begun. */
    public static double secondsLeft(Optional<Snapshot> progress, double estimated) {
        return progress.filter(told -> told.done() > 0 || told.secondsLeft() > 0)
                .map(Snapshot::secondsLeft)
                .orElse(estimated);
    }
}
