package io.atomicdatasets.job;

import io.atomicdatasets.catalog.DatasetsRoot;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings store and disk together: at the start what a dead service left, and now and then what time has changed. */
final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration REMEMBERED = Duration.ofDays(7);
    /** A name is reserved before the store knows its dataset. */
    private static final Duration UNKNOWN_AT_FIRST = Duration.ofSeconds(30);

    private final JobStore store;
    private final DatasetsRoot root;
    private final Jobs jobs;
    private final Clock clock;

    Housekeeping(JobStore store, DatasetsRoot root, Jobs jobs, Clock clock) {
        this.store = store;
        this.root = root;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Before anything runs. */
    void atStart() throws IOException {
        root.markServed();
        jobs.tidy(REMEMBERED);
        sweep();
        new Adoption(store, root).adopt();
        store.scheduleQueued(clock.instant());
    }

    private void sweep() throws IOException {
        root.sweep(() -> store.ids(JobState.NAME_RESERVED), () -> store.ids(JobState.GONE_ON_WITH), UNKNOWN_AT_FIRST);
    }

    /** A few times a minute. */
    void nowAndThen() {
        try {
            jobs.tidy(REMEMBERED);
            sweep();
        } catch (IOException | RuntimeException e) {
            LOG.warn("tidying up failed and is tried again", e);
        }
    }
}
