package io.atomicdatasets.options;

/** A command that cannot be executed as given; the message says what to write instead. */
public final class MisusedException extends Exception {
    private static final long serialVersionUID = 1;

    public MisusedException(String message) {
        super(message);
    }
}
