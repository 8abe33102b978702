package io.atomicdatasets.check;

import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.util.Optional;

/** Splits that an earlier attempt validated, so that this one need not. Called from any thread. */
public interface ValidatedSplits {
    /** Knows of none and keeps none. */
    ValidatedSplits NONE = new ValidatedSplits() {
        @Override
        public Optional<SplitResult> of(Split split) {
            return Optional.empty();
        }

        @Override
        public boolean add(SplitResult result) {
            return false;
        }
    };

    /** What is known of a split; it counts only as long as its file and the tables have the SHA-256 that stand there. */
    Optional<SplitResult> of(Split split) throws IOException;

    /**
     * Keeps a result.
     *
     * @return whether it would survive the process
     */
    boolean add(SplitResult result) throws IOException;
}
