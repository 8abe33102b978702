package io.atomicdatasets.job;

import java.io.IOException;
import java.util.Set;
import java.util.UUID;

/**
 * The limits for admitting datasets.
 *
 * @param queued how many may be queued at a time
 * @param space on the disk
 */
public record Capacity(int queued, Space space) {
    /** A constant number of bytes. */
    public Capacity(int queued, long bytes) {
        this(queued, ids -> bytes);
    }

    /** The disk space for datasets. */
    @FunctionalInterface
    public interface Space {
        /** Bytes for all of these datasets together, including those they have written. */
        long bytesFor(Set<UUID> ids) throws IOException;
    }
}
