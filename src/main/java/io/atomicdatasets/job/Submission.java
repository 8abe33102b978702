package io.atomicdatasets.job;

import io.atomicdatasets.root.NameTakenException;
import java.io.IOException;
import java.util.UUID;

/**
 * A request that its submitter named, so that sending it twice asks for one dataset.
 *
 * @param key the name, which is the submitter's own
 * @param request what was asked, as text
 */
public record Submission(String key, String request) {
    /** Makes the job to be added; called only when it will be, in the transaction that adds it. */
    @FunctionalInterface
    public interface Draft {
        /** The job, its name reserved. */
        Job make() throws IOException, NameTakenException;
    }

    /** What became of a submission. */
    public enum Outcome {
        /** A job was added for it. */
        ADDED,
        /** The same was submitted before under its key. */
        KNOWN,
        /** Something else was submitted before under its key. */
        KEY_REUSED,
        /** As many await confirmation as may. */
        TOO_MANY
    }

    /**
     * An answer.
     *
     * @param outcome what became of it
     * @param job that was added, now or before; of no meaning if none was
     */
    public record Answer(Outcome outcome, UUID job) {}
}
