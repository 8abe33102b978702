package io.atomicdatasets.job;

import io.atomicdatasets.job.VerificationStore.State;
import io.atomicdatasets.job.VerificationStore.Told;
import io.atomicdatasets.job.VerificationStore.View;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What processes tell each other of verifications; one of which nothing is heard any more was interrupted. */
final class VerificationReports {
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    private final VerificationStore store;
    private final Patience patience;
    private final Clock clock;

    VerificationReports(VerificationStore store, Patience patience, Clock clock) {
        this.store = store;
        this.patience = patience;
        this.clock = clock;
    }

    boolean begin(UUID dataset, UUID run) {
        Instant now = clock.instant();
        return store.begin(dataset, run, now, now.minus(LONGEST_SILENCE));
    }

    boolean tell(UUID dataset, UUID run, View view) {
        return store.tell(dataset, run, view, clock.instant());
    }

    /** Tells how a run ended, as soon as the store answers. */
    void tellEnd(UUID dataset, UUID run, View view) {
        patience.insist(() -> tell(dataset, run, view));
    }

    Optional<View> find(UUID dataset) {
        return store.find(dataset).map(this::judged);
    }

    private View judged(Told told) {
        boolean isSilent = told.heard().isBefore(clock.instant().minus(LONGEST_SILENCE));
        return told.view().state() == State.RUNNING && isSilent ? told.view().in(State.INTERRUPTED) : told.view();
    }
}
