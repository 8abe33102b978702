package io.atomicdatasets.pipeline;

import io.atomicdatasets.catalog.Metadata.CheckInfo;
import io.atomicdatasets.dataset.UnfilledSplitsException;

/** A dataset that cannot be what was promised; nothing was published, and making it again would end the same. */
public final class DatasetFailedException extends Exception {
    private static final long serialVersionUID = 1;

    DatasetFailedException(UnfilledSplitsException unfilled) {
        super(unfilled.getMessage(), unfilled);
    }

    DatasetFailedException(CheckInfo failed) {
        super("Validation failed at " + failed.check() + ": " + failed.detail());
    }
}
