package io.atomicdatasets.web;

import io.atomicdatasets.job.JobState;
import io.atomicdatasets.job.JobStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Metrics that the database tells, the same in all replicas; none while it is known to be away, which would take long to find. */
@Component
final class QueueMetrics {
    private final JobStore store;
    private final StoreWatch watch;

    QueueMetrics(MeterRegistry registry, JobStore store, StoreWatch watch) {
        this.store = store;
        this.watch = watch;
        gauge(registry, JobState.QUEUED, "Datasets that wait for their turn");
        gauge(registry, JobState.RUNNING, "Datasets that are being made");
    }

    private void gauge(MeterRegistry registry, JobState state, String description) {
        Gauge.builder("atomic.datasets." + state.label(), () -> count(state))
                .description(description)
                .register(registry);
    }

    private double count(JobState state) {
        return watch.isDatabaseUp() ? store.count(Set.of(state)) : Double.NaN;
    }
}
