package io.atomicdatasets.describe;

/** A text is no citation of a dataset that this program makes; the message says why, as a predicate. */
public final class InvalidCitationException extends Exception {
    private static final long serialVersionUID = 1;

    InvalidCitationException(String message) {
        super(message);
    }

    InvalidCitationException(String message, Throwable cause) {
        super(message, cause);
    }
}
