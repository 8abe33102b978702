package io.atomicdatasets.job;

import io.atomicdatasets.root.NameTakenException;
import java.io.IOException;
import java.util.UUID;

/**
 * A request with an idempotency key, so that sending it twice makes one dataset.
 *
 * @param key chosen by the submitter
 * @param request the request as text, to be compared
 */
public record Submission(String key, String request) {
    /** Makes the job to be added; called only if it will be, in the transaction that adds it. */
    @FunctionalInterface
    public interface Draft {
        /** The job, with its name reserved. */
        Job make() throws IOException, NameTakenException;
    }

    /** The outcome of a submission. */
    public enum Outcome {
        /** A job was added for it. */
        ADDED,
        /** An equal request was submitted before with the same key. */
        KNOWN,
        /** A different request was submitted before with the same key. */
        KEY_REUSED,
        /** Too many datasets await confirmation. */
        TOO_MANY
    }

    /**
     * An answer.
     *
     * @param outcome what happened
     * @param job the job that was added, now or before; meaningless if there is none
     */
    public record Answer(Outcome outcome, UUID job) {}
}
