package io.atomicdatasets.progress;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How far one run is. The run writes, anybody reads.
 *
 * <p>Assumes one thread that moves from phase to phase; counts may be raised and {@link #stop} called from any thread.
 * Guarantees that a {@link Snapshot} never counts more than was done, and that {@link #checkStop} throws soon after
 * {@link #stop} on whichever thread looks next.
 */
public final class Progress {
    private static final long RATE_WINDOW_NANOS = 1_000_000_000L;

    private final LongSupplier nanos;
    private final long started;
    private final Map<String, AtomicLong> parts = new ConcurrentHashMap<>();
    private volatile Map<Phase, Long> nanosByPhase = Map.of();

    private volatile Step step;
    private Mark before;
    private Mark latest;
    private volatile boolean stopWished;
    private volatile OptionalLong lastCheckpoint = OptionalLong.empty();

    /** One phase with its own count, replaced whole so that a reader never mixes two phases. */
    private record Step(Phase phase, long total, long since, AtomicLong before, AtomicLong done) {
        Step(Phase phase, long total, long since) {
            this(phase, total, since, new AtomicLong(), new AtomicLong());
        }
    }

    /** How much was done at some time, to tell the rate of late. */
    private record Mark(Step step, long done, long time) {}

    public Progress() {
        this(System::nanoTime);
    }

    Progress(LongSupplier nanos) {
        this.nanos = nanos;
        this.started = nanos.getAsLong();
        this.step = new Step(Phase.GENERATING, 0, started);
        this.latest = new Mark(step, 0, started);
        this.before = latest;
    }

    /** Moves on to a phase that has {@code total} images to go through. */
    public void begin(Phase phase, long total) {
        long now = nanos.getAsLong();
        Map<Phase, Long> times = new TreeMap<>(nanosByPhase);
        times.merge(step.phase, now - step.since, Long::sum);
        nanosByPhase = times;
        step = new Step(phase, total, now);
    }

    /** Counts {@code images} more as done in this phase. */
    public void advance(long images) {
        step.done.addAndGet(images);
    }

    /** Counts images that stood before this run began: they are done, and tell nothing of its rate. */
    public void resume(String part, long images) {
        step.before.addAndGet(images);
        advance(part, images);
    }

    /** Counts images of this phase that were done before this run began, and that stand in no part of the result. */
    public void resume(long images) {
        step.before.addAndGet(images);
        advance(images);
    }

    /** Notes that what was done until now would survive the process. */
    public void checkpointed() {
        lastCheckpoint = OptionalLong.of(nanos.getAsLong());
    }

    /** Seconds since what was done then would survive the process; nothing before the first time. */
    public OptionalDouble secondsSinceCheckpoint() {
        OptionalLong last = lastCheckpoint;
        return last.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(seconds(nanos.getAsLong() - last.getAsLong()));
    }

    /** Counts {@code images} more as standing in a part of the result, such as a split. */
    public void advance(String part, long images) {
        parts.computeIfAbsent(part, name -> new AtomicLong()).addAndGet(images);
        advance(images);
    }

    /** Asks the run to stop at its next look. */
    public void stop() {
        stopWished = true;
    }

    /** Whether the run was asked to stop. */
    public boolean stopWished() {
        return stopWished;
    }

    /** Throws when the run was asked to stop; looked at once a chunk. */
    public void checkStop() throws StoppedException {
        if (stopWished) {
            throw new StoppedException();
        }
    }

    /** Where the run is now. */
    public Snapshot snapshot() {
        Step now = step;
        Map<String, Long> counts = new TreeMap<>();
        parts.forEach((part, count) -> counts.put(part, count.get()));
        long time = nanos.getAsLong();
        long done = now.done.get();
        return new Snapshot(
                now.phase,
                done,
                now.total,
                counts,
                seconds(time - started),
                seconds(time - now.since),
                now.before.get(),
                rateOfLate(now, done, time));
    }

    /** Images a second over the last one to two windows of this phase. */
    private synchronized double rateOfLate(Step now, long done, long time) {
        if (!latest.step.equals(now)) {
            latest = new Mark(now, now.before.get(), now.since);
            before = latest;
        }
        if (time - latest.time >= RATE_WINDOW_NANOS) {
            before = latest;
            latest = new Mark(now, done, time);
        }
        return time == before.time ? 0 : (done - before.done) / seconds(time - before.time);
    }

    /** How long each phase that is over took, in seconds. */
    public Map<Phase, Double> secondsByPhase() {
        Map<Phase, Double> seconds = new TreeMap<>();
        nanosByPhase.forEach((phase, time) -> seconds.put(phase, seconds(time)));
        return seconds;
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    /**
     * One look at a run.
     *
     * @param phase what the run is doing
     * @param done images done in this phase
     * @param total images to do in this phase
     * @param parts images that stand in each part so far
     * @param elapsedSeconds since the run began
     * @param phaseSeconds since this phase began
     * @param resumed images of this phase that were done before the run began
     * @param rate images a second of late
     */
    public record Snapshot(
            Phase phase,
            long done,
            long total,
            Map<String, Long> parts,
            double elapsedSeconds,
            double phaseSeconds,
            long resumed,
            double rate) {
        /** Images a second over the whole phase. */
        public double averageRate() {
            return phaseSeconds == 0 ? 0 : (done - resumed) / phaseSeconds;
        }

        /** Seconds until this phase ends, if it goes on as it did; 0 before anything is done. */
        public double remainingSeconds() {
            return averageRate() == 0 ? 0 : Math.max(0, total - done) / averageRate();
        }
    }
}
