package io.atomicdatasets.job;

import io.atomicdatasets.progress.Progress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Metrics of runs. Their names start with {@code atomic.datasets}. */
final class RunMetrics {
    private static final String PREFIX = "atomic.datasets.";

    private final MeterRegistry registry;
    private final Counter images;
    private final Counter bytes;
    private final Timer runs;
    private final Set<Progress> running = ConcurrentHashMap.newKeySet();

    /** Why a run failed. */
    enum Failure {
        DISK,
        RECIPE_OR_CHECK,
        LOST_OWNERS,
        FAULT
    }

    RunMetrics(MeterRegistry registry) {
        this.registry = registry;
        images = Counter.builder(PREFIX + "images")
                .description("Images of datasets that succeeded")
                .register(registry);
        bytes = Counter.builder(PREFIX + "bytes")
                .description("Bytes of files of datasets that succeeded")
                .baseUnit("bytes")
                .register(registry);
        runs = Timer.builder(PREFIX + "run")
                .description("Runs that succeeded, from their last start")
                .register(registry);
        gauge("rate", "Images a second of late, in all runs of this process", this::rate);
        gauge("checkpoint.age", "Seconds since the oldest last checkpoint of a run", this::checkpointAge);
        for (Failure failure : Failure.values()) {
            failures(failure);
        }
    }

    private void gauge(String name, String description, java.util.function.Supplier<Number> value) {
        Gauge.builder(PREFIX + name, value).description(description).register(registry);
    }

    void started(Progress progress) {
        running.add(progress);
    }

    void ended(Progress progress) {
        running.remove(progress);
    }

    void succeeded(long imageCount, long byteCount, Duration took) {
        images.increment((double) imageCount);
        bytes.increment((double) byteCount);
        runs.record(took);
    }

    void failed(Failure failure) {
        failures(failure).increment();
    }

    private Counter failures(Failure failure) {
        return Counter.builder(PREFIX + "failures")
                .description("Runs that failed")
                .tag("kind", failure.name().toLowerCase(java.util.Locale.ROOT))
                .register(registry);
    }

    private double rate() {
        return running.stream()
                .mapToDouble(progress -> progress.snapshot().rate())
                .sum();
    }

    private double checkpointAge() {
        return running.stream()
                .mapToDouble(progress -> progress.secondsSinceCheckpoint().orElse(0))
                .max()
                .orElse(0);
    }
}
