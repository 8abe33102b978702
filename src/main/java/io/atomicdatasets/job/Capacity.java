package io.atomicdatasets.job;

import java.io.IOException;
import java.util.Set;
import java.util.UUID;

/**
 * What can be given to datasets that are to be made.
 *
 * @param queued how many may be queued at a time
 * @param space on the disk
 */
public record Capacity(int queued, Space space) {
    /** The same number of bytes for whomever. */
    public Capacity(int queued, long bytes) {
        this(queued, ids -> bytes);
    }

    /** What there is on the disk. */
    @FunctionalInterface
    public interface Space {
        /** Bytes for all of these datasets together, what they have written included. */
        long bytesFor(Set<UUID> ids) throws IOException;
    }
}
