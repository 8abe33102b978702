package io.atomicdatasets.pipeline;

/** What is noted of a shard is not of the dataset that is made, or its files are not those that it tells of. */
public final class UnfitRecordException extends Exception {
    private static final long serialVersionUID = 1;

    UnfitRecordException(String message) {
        super(message);
    }
}
