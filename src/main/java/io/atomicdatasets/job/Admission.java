package io.atomicdatasets.job;

/** Whether a dataset may be queued. */
public enum Admission {
    /** It is queued, its space is kept, and its run is scheduled. */
    ADMITTED,
    /** It is not in the state to be queued from. */
    NOT_WAITING,
    /** There are as many queued as may be. */
    QUEUE_FULL,
    /** What is free is kept for others. */
    DISK_FULL
}
