package io.atomicdatasets.job;

/** The store did not answer within the time there was to wait. */
final class StoreAwayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final RuntimeException lastAnswer;

    StoreAwayException(RuntimeException lastAnswer) {
        super(lastAnswer);
        this.lastAnswer = lastAnswer;
    }

    /** The last failure of the store. */
    RuntimeException lastAnswer() {
        return lastAnswer;
    }
}
