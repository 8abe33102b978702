package io.atomicdatasets.spark;

import java.io.IOException;
import org.apache.spark.SparkException;

/** A job that Spark gave up; what it made stays. */
final class JobFailedException extends IOException {
    private static final long serialVersionUID = 1;

    JobFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What went wrong on the executor rather than the trace of where. */
    static JobFailedException of(SparkException e) {
        String message = String.valueOf(e.getMessage());
        int trace = message.indexOf("\n\tat ");
        return new JobFailedException(trace < 0 ? message : message.substring(0, trace), e);
    }
}
