package io.atomicdatasets.spark;

/** A task that failed; Spark starts it again, some times. */
final class TaskFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TaskFailedException(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
