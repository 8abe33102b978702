package io.atomicdatasets.job;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The database's time, so that replicas agree on what is due and who is alive, whatever their own clocks show. Between two
 * answers of the database it goes on by a monotonic clock.
 *
 * <p>Each answer corrects it only as far as it is proven wrong: the database's time lies between asking and being answered, so a
 * process that is paused in between learns nothing and goes on as before.
 */
final class StoreClock implements InstantSource {
    private final StoreTime time;
    private final LongSupplier nanos;
    private final Duration period;
    private final long gapNanos;
    private final long reunionNanos;
    private final ScheduledExecutorService renewer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "store-clock");
        thread.setDaemon(true);
        return thread;
    });
    /** The time at which the monotonic clock showed 0. */
    private volatile Instant zero;

    private volatile long answered;
    private volatile long answersSince;
    /** For how long it has to answer before silence tells something. */
    private volatile long neededNanos;

    /**
     * A clock that shows the database's time from now on.
     *
     * @param nanos a monotonic clock
     * @param heartbeat between two questions
     * @param missed heartbeats without which a process is taken for dead
     * @param reunion after an outage, how long others that are alive may take to find that it is over
     */
    StoreClock(StoreTime time, LongSupplier nanos, Duration heartbeat, int missed, Duration reunion) {
        this.time = time;
        this.nanos = nanos;
        this.period = heartbeat;
        this.gapNanos = heartbeat.multipliedBy(missed - 1L).toNanos();
        this.reunionNanos = reunion.toNanos();
        this.neededNanos = heartbeat.multipliedBy(missed).toNanos();
        Instant now = time.now();
        answered = nanos.getAsLong();
        answersSince = answered;
        zero = now.minusNanos(answered);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // It catches what it can meet.
    void start() {
        long millis = period.toMillis();
        renewer.scheduleWithFixedDelay(this::renew, millis, millis, TimeUnit.MILLISECONDS);
    }

    void close() {
        renewer.shutdown();
    }

    @Override
    public Instant instant() {
        return zero.plusNanos(nanos.getAsLong());
    }

    /** Asks the database; if it does not answer, the clock goes on. */
    void renew() {
        Instant asked = instant();
        Instant told;
        try {
            told = time.now();
        } catch (RuntimeException e) {
            return; // Whatever it was, the next question may be answered.
        }
        Instant heard = instant();
        if (told.isBefore(asked)) {
            zero = zero.minus(Duration.between(told, asked));
        } else if (told.isAfter(heard)) {
            zero = zero.plus(Duration.between(heard, told));
        }
        noteAnswer(nanos.getAsLong());
    }

    private void noteAnswer(long now) {
        if (now - answered > gapNanos) {
            answersSince = now; // Between the two it was away, or this process was paused.
            neededNanos = reunionNanos;
        }
        answered = now;
    }

    /**
     * Whether the database has answered for so long that a process that is alive would have been heard of: after an outage all
     * are silent at first.
     */
    boolean isSilenceTelling() {
        long now = nanos.getAsLong();
        return now - answersSince >= neededNanos && now - answered <= gapNanos;
    }
}
