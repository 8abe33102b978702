package io.atomicdatasets.job;

import com.github.kagkarlsson.scheduler.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The time of the start plus the monotonic time since: setting the machine's clock does not affect which run is due, and which
 * worker is alive.
 */
final class SteadyClock implements Clock {
    private final Instant started;
    private final LongSupplier nanos;
    private final long startedNanos;

    /**
     * A clock that starts now.
     *
     * @param started the time now
     * @param nanos a monotonic clock
     */
    SteadyClock(Instant started, LongSupplier nanos) {
        this.started = started;
        this.nanos = nanos;
        this.startedNanos = nanos.getAsLong();
    }

    @Override
    public Instant now() {
        return started.plusNanos(nanos.getAsLong() - startedNanos);
    }
}
