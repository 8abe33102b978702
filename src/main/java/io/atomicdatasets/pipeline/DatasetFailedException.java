package io.atomicdatasets.pipeline;

import io.atomicdatasets.dataset.UnfilledSplitsException;
import io.atomicdatasets.describe.Metadata.CheckInfo;

/** A dataset that cannot be what was promised; nothing was published, and making it again would end the same. */
public final class DatasetFailedException extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    DatasetFailedException(UnfilledSplitsException unfilled) {
        super(unfilled);
        reason = String.valueOf(unfilled.getMessage());
    }

    public DatasetFailedException(CheckInfo failed) {
        reason = "Validation failed at " + failed.check() + ": " + failed.detail();
    }

    /** Why, for the person who asked for it. */
    public String reason() {
        return reason;
    }

    @Override
    public String getMessage() {
        return reason;
    }
}
