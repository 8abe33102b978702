package io.atomicdatasets.web;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/** Limits the rate of each warning, so that one that repeats while the database is away does not fill the disk. */
final class FloodFilter extends TurboFilter {
    private static final int MOST_IN_A_WHILE = 5;
    private static final long WHILE_NANOS = 30_000_000_000L;
    private static final int MOST_KINDS = 1000;

    private final LongSupplier nanoTime;
    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

    /**
     * A filter that has let nothing pass yet.
     *
     * @param nanoTime as {@link System#nanoTime} tells it
     */
    FloodFilter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Complaints of one place in the program since a moment. */
    private record Kind(long since, int count) {}

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable failure) {
        if (format == null || !level.isGreaterOrEqual(Level.WARN)) {
            return FilterReply.NEUTRAL;
        }
        if (kinds.size() > MOST_KINDS) {
            kinds.clear();
        }
        long now = nanoTime.getAsLong();
        Kind kind = kinds.compute(logger.getName() + ' ' + format, (name, last) -> {
            boolean isNew = last == null || now - last.since() > WHILE_NANOS;
            return isNew ? new Kind(now, 1) : new Kind(last.since(), last.count() + 1);
        });
        return kind.count() > MOST_IN_A_WHILE ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
