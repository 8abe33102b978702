package io.atomicdatasets.job;

import io.atomicdatasets.progress.Progress.Snapshot;
import java.time.Instant;
import java.util.List;
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
     * The place of a dataset, if it waits.
     *
     * @param queue those that wait, in the order of their turns
     * @param running those whose ends they wait for; who waits while none runs is next at once
     */
    static Optional<QueuePlace> of(UUID id, List<Job> queue, List<Job> running, Instant now) {
        PriorityQueue<Double> ends = new PriorityQueue<>();
        running.forEach(job -> ends.add(secondsLeft(job)));
        if (ends.isEmpty()) {
            ends.add(0.0);
        }
        for (int index = 0; index < queue.size(); index++) {
            Job waiting = queue.get(index);
            double turn = ends.remove();
            if (waiting.id().equals(id)) {
                return Optional.of(new QueuePlace(index + 1, now.plusMillis((long) (1000 * turn))));
            }
            ends.add(turn + waiting.plan().estimate().seconds());
        }
        return Optional.empty();
    }

    private static double secondsLeft(Job job) {
        return job.progress()
                .filter(progress -> progress.done() > 0 || progress.secondsLeft() > 0)
                .map(Snapshot::secondsLeft)
                .orElse(job.plan().estimate().seconds());
    }
}
