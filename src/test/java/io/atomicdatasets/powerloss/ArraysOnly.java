package io.atomicdatasets.powerloss;

import io.atomicdatasets.pipeline.DatasetPipeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A walk that ends when the arrays stand, which is when it asks for the time; drawing the picture takes longer than all the rest. */
final class ArraysOnly extends Clock {
    private ArraysOnly() {}

    /** What is done with a pipeline. */
    @FunctionalInterface
    interface Walk {
        void with(DatasetPipeline pipeline) throws Exception;
    }

    /** Goes on with a dataset until its arrays stand. */
    static void make(Walk walk) throws Exception {
        try {
            walk.with(new DatasetPipeline(1, new ArraysOnly(), Duration.ZERO));
        } catch (TheyStand e) {
            // As wanted.
        }
    }

    private static final class TheyStand extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Override
    public Instant instant() {
        throw new TheyStand();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
