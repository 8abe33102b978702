package io.atomicdatasets.progress;

/** Thrown out of a run that was asked to stop. */
public final class StoppedException extends Exception {
    private static final long serialVersionUID = 1;

    public StoppedException() {
        super("the run was asked to stop");
    }

    /** A stop that surfaced as another failure, such as a channel closed by an interrupt. */
    public StoppedException(Throwable cause) {
        super("the run was asked to stop", cause);
    }
}
