package io.atomicdatasets.job;

import io.atomicdatasets.root.DatasetsRoot;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reconciles store and disk: at the start what a dead service left, and periodically what has expired. */
final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration REMEMBERED = Duration.ofDays(7);
    /** Names are reserved before the store knows their datasets. */
    private static final Duration UNKNOWN_AT_FIRST = Duration.ofSeconds(30);

    private final JobStore store;
    private final DatasetsRoot root;
    private final Jobs jobs;
    private final HeldNames names;
    private final Adoption adoption;
    private final Clock clock;
    private final Terms terms;
    private final Set<String> failing = new HashSet<>();
    private boolean namesRestored;

    /**
     * How this installation is configured.
     *
     * @param ownStore whether no other process uses the store, so that at the start every former worker is dead
     * @param keepFailed how long to keep what failed attempts wrote
     */
    record Terms(boolean ownStore, Duration keepFailed) {}

    Housekeeping(JobStore store, DatasetsRoot root, Jobs jobs, Clock clock, Terms terms) {
        this.store = store;
        this.root = root;
        this.jobs = jobs;
        this.clock = clock;
        this.terms = terms;
        names = new HeldNames(store, root);
        adoption = new Adoption(store, root);
    }

    private interface Chore {
        void run() throws IOException;
    }

    /** Before anything runs. */
    void atStart() throws IOException {
        root.markServed();
        if (terms.ownStore()) {
            store.reviveRuns();
        }
        store.bringToNow();
        jobs.tidy(REMEMBERED);
        attempt("sweeping", this::sweep); // Another replica may be at it, and take long.
        adoption.adopt();
        schedule();
        root.trimBallast();
    }

    /** Called a few times a minute. A failing chore does not keep the others from being done. */
    void nowAndThen() {
        attempt("room for the store", root::trimBallast);
        attempt("the schedule", this::schedule);
        attempt("tidying up", () -> jobs.tidy(REMEMBERED));
        attempt("sweeping", this::sweep);
        attempt("adoption", adoption::adopt);
    }

    /** Logs only the first of consecutive failures: a full disk should not be filled with messages about it. */
    private void attempt(String name, Chore chore) {
        try {
            chore.run();
            failing.remove(name);
        } catch (IOException | RuntimeException e) {
            if (failing.add(name)) {
                LOG.warn("{} failed and is tried again", name, e);
            }
        }
    }

    private void schedule() {
        store.bringToNow();
        Set<UUID> stranded = store.scheduleUnfinished();
        if (!stranded.isEmpty()) {
            LOG.warn("runs scheduled for datasets that had none: {}", stranded);
        }
    }

    /** In a turn of admission: a submission that was paused between its name and its commit is not under way then. */
    private void sweep() throws IOException {
        store.inTurn(() -> {
            root.sweep(() -> store.ids(JobState.NAME_RESERVED), this::resumable, UNKNOWN_AT_FIRST);
            if (!namesRestored) { // afterwards, as a full disk must not keep what is swept from making room
                names.restore();
                namesRestored = true;
            }
        });
    }

    private Set<UUID> resumable() {
        Instant now = clock.instant();
        Set<UUID> ids = new HashSet<>(store.failedSince(now.minus(terms.keepFailed())));
        ids.addAll(store.ids(JobState.RESUMED));
        return ids;
    }
}
