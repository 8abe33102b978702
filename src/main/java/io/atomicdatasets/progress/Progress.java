package io.atomicdatasets.progress;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileLockInterruptionException;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How far one run is. The run writes, any thread reads.
 *
 * <p>Assumes one thread that moves from phase to phase; counts may be raised and {@link #stop} called from any thread.
 * Guarantees that a {@link Snapshot} never counts more than was done, and that {@link #checkStop} throws soon after
 * {@link #stop} on whichever thread looks next.
 */
public final class Progress {
    private static final long RATE_WINDOW_NANOS = 1_000_000_000L;

    private final LongSupplier nanos;
    private final Forecast forecast;
    private volatile long started;
    private final AtomicLong checkpoints = new AtomicLong();
    private final Map<String, AtomicLong> parts = new ConcurrentHashMap<>();
    private volatile Map<Phase, Long> nanosByPhase = Map.of();
    private final AtomicLong nanosBefore = new AtomicLong();

    private volatile Step step;
    private volatile boolean begun;
    private Mark before;
    private Mark latest;
    private volatile boolean stopWished;
    private volatile OptionalLong lastCheckpoint = OptionalLong.empty();

    /**
     * One phase with its own count, replaced whole so that a reader never mixes two phases.
     *
     * @param dueBefore seconds in which the phases before it were expected to do what they did in this attempt
     */
    private record Step(Phase phase, long total, long since, double dueBefore, AtomicLong before, AtomicLong done) {
        Step(Phase phase, long total, long since, double dueBefore, long before) {
            this(phase, total, since, dueBefore, new AtomicLong(before), new AtomicLong(before));
        }

        /** The share of the phase that so many images are, 0..1. */
        double share(long images) {
            return total == 0 ? 0 : Math.min(1, (double) images / total);
        }
    }

    /** How much was done at some time, to compute the recent rate. */
    private record Mark(Step step, long done, long time) {}

    /** A run whose total is not known yet. */
    public Progress() {
        this(0);
    }

    /** A run that has {@code total} images to make. */
    public Progress(long total) {
        this(total, Forecast.NONE);
    }

    /** A run that has {@code total} images to make, which is expected to take so long. */
    public Progress(long total, Forecast forecast) {
        this(total, forecast, System::nanoTime);
    }

    /** The same, by a clock that tells nanoseconds. */
    public Progress(long total, Forecast forecast, LongSupplier nanos) {
        this.nanos = nanos;
        this.forecast = forecast;
        this.started = nanos.getAsLong();
        this.step = new Step(Phase.GENERATING, total, started, 0, 0);
        this.latest = new Mark(step, 0, started);
        this.before = latest;
    }

    /** Moves on to a phase that has {@code total} images to go through. */
    public void begin(Phase phase, long total) {
        begin(phase, total, Map.of());
    }

    /**
     * Moves on to a phase that an earlier attempt began. Its images count as done, but not towards the rate.
     *
     * @param resumed images done by then, by part of the result, such as a split
     */
    public void begin(Phase phase, long total, Map<String, Long> resumed) {
        long now = nanos.getAsLong();
        double dueBefore = 0;
        if (begun) {
            Step last = step;
            Map<Phase, Long> times = new TreeMap<>(nanosByPhase);
            times.merge(last.phase, now - last.since, Long::sum);
            nanosByPhase = times;
            dueBefore = last.dueBefore + forecast.of(last.phase) * last.share(last.done.get() - last.before.get());
        } else {
            begun = true;
            started = now; // what came before was no work: perhaps a person who was asked
        }
        resumed.forEach((part, images) -> parts.put(part, new AtomicLong(images)));
        long before = resumed.values().stream().mapToLong(Long::longValue).sum();
        step = new Step(phase, total, now, dueBefore, before);
    }

    /** Adds the seconds that earlier attempts took for the work that this run resumes. */
    public void carry(Map<Phase, Double> secondsBefore) {
        Map<Phase, Long> times = new TreeMap<>(nanosByPhase);
        secondsBefore.forEach((phase, seconds) -> {
            long before = (long) (seconds * 1e9);
            times.merge(phase, before, Long::sum);
            nanosBefore.addAndGet(before);
        });
        nanosByPhase = times;
    }

    /** Counts {@code images} more as done in this phase. */
    public void advance(long images) {
        step.done.addAndGet(images);
    }

    /** Counts images of this phase that an earlier attempt did; they do not count towards the rate. */
    public void resume(long images) {
        Step now = step;
        now.done.addAndGet(images); // first, so that a snapshot between the two never sees more resumed than done
        now.before.addAndGet(images);
    }

    /** Notes that all that was done so far would survive the death of the process. */
    public void checkpointed() {
        lastCheckpoint = OptionalLong.of(nanos.getAsLong());
        checkpoints.incrementAndGet();
    }

    /** How many checkpoints this run took, those of earlier attempts not included. */
    public long checkpoints() {
        return checkpoints.get();
    }

    /** Seconds since the last checkpoint; empty before the first. */
    public OptionalDouble secondsSinceCheckpoint() {
        OptionalLong last = lastCheckpoint;
        return last.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(seconds(nanos.getAsLong() - last.getAsLong()));
    }

    /** Counts {@code images} more as done in a part of the result, such as a split, and in this phase. */
    public void advance(String part, long images) {
        parts.computeIfAbsent(part, name -> new AtomicLong()).addAndGet(images);
        advance(images);
    }

    /** Asks the run to stop at its next {@link #checkStop}. */
    public void stop() {
        stopWished = true;
    }

    /** Whether the run was asked to stop. */
    public boolean stopWished() {
        return stopWished;
    }

    /** Throws if the run was asked to stop; called at least once a chunk. */
    public void checkStop() throws StoppedException {
        if (stopWished) {
            throw new StoppedException();
        }
    }

    /**
     * Throws if a failure is the effect of an interrupt: it closes the channel on which it finds a thread blocked, and the
     * operations of other threads on that channel then fail too.
     */
    public void checkStop(IOException failure) throws StoppedException {
        boolean isInterrupt = failure instanceof ClosedByInterruptException
                || failure instanceof FileLockInterruptionException
                || failure instanceof InterruptedIOException;
        boolean isClosed = failure instanceof ClosedChannelException;
        if (isInterrupt || (isClosed && (stopWished || Thread.currentThread().isInterrupted()))) {
            throw new StoppedException(failure);
        }
    }

    /** Where the run is now. */
    public Snapshot snapshot() {
        Step now = step;
        Map<String, Long> counts = new TreeMap<>();
        parts.forEach((part, count) -> counts.put(part, count.get()));
        long time = nanos.getAsLong();
        long resumed = now.before.get();
        long done = now.done.get();
        Forecast.Standing standing = new Forecast.Standing(
                now.phase,
                now.share(done),
                now.share(resumed),
                seconds(time - now.since),
                seconds(now.since - started),
                now.dueBefore);
        return new Snapshot(
                now.phase,
                done,
                now.total,
                counts,
                seconds(nanosBefore.get() + time - started),
                seconds(time - now.since),
                resumed,
                recentRate(now, done, time),
                forecast.share(standing),
                forecast.secondsLeft(standing));
    }

    /** Images per second in this phase over the last one to two windows. */
    private synchronized double recentRate(Step now, long done, long time) {
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

    /** Seconds that each completed phase took. */
    public Map<Phase, Double> secondsByPhase() {
        Map<Phase, Double> seconds = new TreeMap<>();
        nanosByPhase.forEach((phase, time) -> seconds.put(phase, seconds(time)));
        return seconds;
    }

    /** Seconds that each phase took so far, the current one included. */
    public Map<Phase, Double> secondsSoFar() {
        Step now = step;
        Map<Phase, Double> seconds = secondsByPhase();
        seconds.merge(now.phase, seconds(nanos.getAsLong() - now.since), Double::sum);
        return seconds;
    }

    /** Whether all of it was done in one attempt. */
    public boolean isWhole() {
        return nanosBefore.get() == 0;
    }

    private static double seconds(long nanos) {
        return Math.max(0, nanos) / 1e9;
    }

    /**
     * The state of a run at one moment.
     *
     * @param phase what the run is doing
     * @param done images done in this phase
     * @param total images to do in this phase
     * @param parts images done in each part so far
     * @param elapsedSeconds since the run began, those of earlier attempts included
     * @param phaseSeconds since this phase began
     * @param resumed images of this phase that earlier attempts did
     * @param rate images per second over the last seconds
     * @param share of the whole run that is done, 0..1, by the time that its phases take
     * @param secondsLeft until the whole run ends
     */
    public record Snapshot(
            Phase phase,
            long done,
            long total,
            Map<String, Long> parts,
            double elapsedSeconds,
            double phaseSeconds,
            long resumed,
            double rate,
            double share,
            double secondsLeft) {
        /** Images per second over the whole phase, resumed ones not counted. */
        public double averageRate() {
            return phaseSeconds == 0 ? 0 : (done - resumed) / phaseSeconds;
        }
    }
}
