package io.atomicdatasets.job;

/** Whether a dataset may be queued. */
public enum Admission {
    /** It is queued, its disk space is reserved, and its run is scheduled. */
    ADMITTED,
    /** It is not in a state from which it can be queued. */
    NOT_WAITING,
    /** The queue is full. */
    QUEUE_FULL,
    /** The free disk space is reserved for others. */
    DISK_FULL
}
