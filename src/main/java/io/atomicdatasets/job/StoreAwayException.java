package io.atomicdatasets.job;

/** The store did not answer for as long as there was time to wait. */
final class StoreAwayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final RuntimeException lastAnswer;

    StoreAwayException(RuntimeException lastAnswer) {
        super(lastAnswer);
        this.lastAnswer = lastAnswer;
    }

    /** What the store answered last. */
    RuntimeException lastAnswer() {
        return lastAnswer;
    }
}
