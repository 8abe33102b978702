package io.atomicdatasets.job;

import io.atomicdatasets.layout.ReadableBytes;

/** A dataset cannot be admitted now: the queue or the disk is full. */
public final class NotAdmittedException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean forSpace;
    private final long neededBytes;
    private final long freeBytes;

    private NotAdmittedException(String message, boolean forSpace, long neededBytes, long freeBytes) {
        super(message);
        this.forSpace = forSpace;
        this.neededBytes = neededBytes;
        this.freeBytes = freeBytes;
    }

    static NotAdmittedException tooMany(int most, String what, String remedy) {
        return new NotAdmittedException("There are " + most + " datasets " + what + " already. " + remedy, false, 0, 0);
    }

    static NotAdmittedException tooLarge(long neededBytes, long freeBytes) {
        String message = "The dataset needs " + ReadableBytes.of(neededBytes) + " of disk, and "
                + ReadableBytes.of(freeBytes) + " are free for it. Delete datasets, or ask for fewer images.";
        return new NotAdmittedException(message, true, neededBytes, freeBytes);
    }

    /** Whether disk space is the reason; otherwise too many datasets are waiting. */
    public boolean isForSpace() {
        return forSpace;
    }

    /** Bytes of disk that the dataset needs. */
    public long neededBytes() {
        return neededBytes;
    }

    /** Bytes of disk that are free for it. */
    public long freeBytes() {
        return freeBytes;
    }
}
