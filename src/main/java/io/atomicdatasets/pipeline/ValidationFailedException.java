package io.atomicdatasets.pipeline;

import io.atomicdatasets.catalog.Metadata.CheckInfo;

/** The files that were written are not what was promised; nothing was published. */
public final class ValidationFailedException extends Exception {
    private static final long serialVersionUID = 1;

    private final String check;

    ValidationFailedException(CheckInfo failed) {
        super("validation failed at " + failed.check() + ": " + failed.detail());
        this.check = failed.check();
    }

    /** The name of the check that failed. */
    public String check() {
        return check;
    }
}
