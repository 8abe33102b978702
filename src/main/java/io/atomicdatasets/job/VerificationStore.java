package io.atomicdatasets.job;

import io.atomicdatasets.pipeline.Verification;
import io.atomicdatasets.spec.WireNames;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The persistent store of verifications: the last one of each dataset, told of by the process that runs it. */
public interface VerificationStore {
    /** The state of a verification. */
    enum State {
        RUNNING,
        FINISHED,
        /** Something kept it from being finished; the log says what. */
        FAILED,
        /** The process that ran it ended before it did. */
        INTERRUPTED;

        /** The name in JSON, such as {@code running}. */
        public String label() {
            return WireNames.of(this);
        }
    }

    /**
     * A verification at one moment.
     *
     * @param state whether it is over
     * @param done files, or images being made again, that are done
     * @param total of how many
     * @param result what it found, when it finished
     */
    record View(State state, long done, long total, Optional<Verification> result) {
        View in(State other) {
            return new View(other, done, total, result);
        }
    }

    /**
     * A verification as its process told of it.
     *
     * @param heard when it last did
     */
    record Told(View view, Instant heard) {}

    /**
     * Begins a verification of a published dataset, in place of the last one.
     *
     * @param run names this one, as a fence against those before it
     * @param silent a verification that runs and was not heard of since this time is none any more
     * @return false if one is running
     */
    boolean begin(UUID dataset, UUID run, Instant now, Instant silent);

    /** Tells how far a run is; returns false if another has taken its place, or the dataset is gone. */
    boolean tell(UUID dataset, UUID run, View view, Instant now);

    /** The last verification of a dataset. */
    Optional<Told> find(UUID dataset);

    /** Ends all that run; only for a store that one process uses at a time. */
    void interruptAll();
}
