package io.atomicdatasets.cli;

/** A command that was not meant as it stands; its message says what to write instead. */
final class MisusedException extends Exception {
    private static final long serialVersionUID = 1;

    MisusedException(String message) {
        super(message);
    }
}
