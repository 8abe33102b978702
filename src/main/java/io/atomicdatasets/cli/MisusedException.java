package io.atomicdatasets.cli;

/** A command that cannot be executed as given; the message says what to write instead. */
final class MisusedException extends Exception {
    private static final long serialVersionUID = 1;

    MisusedException(String message) {
        super(message);
    }
}
