package io.atomicdatasets.job;

/**
 * What can be given to datasets that are to be made.
 *
 * @param queued how many may be queued at a time
 * @param bytes on the disk for all that are queued or made, together
 */
public record Capacity(int queued, long bytes) {}
