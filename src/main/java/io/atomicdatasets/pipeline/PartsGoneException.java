package io.atomicdatasets.pipeline;

/** The parts of a dataset were joined, or taken away, before this one was made. */
public final class PartsGoneException extends Exception {
    private static final long serialVersionUID = 1;

    PartsGoneException(String message) {
        super(message);
    }
}
