package io.atomicdatasets.progress;

/** Thrown out of a run that was asked to stop. */
public final class StoppedException extends Exception {
    private static final long serialVersionUID = 1;

    public StoppedException() {
        super("the run was asked to stop");
    }

    /** A run whose stop showed as a failure, such as a channel that an interrupt closed. */
    public StoppedException(Throwable cause) {
        super("the run was asked to stop", cause);
    }
}
