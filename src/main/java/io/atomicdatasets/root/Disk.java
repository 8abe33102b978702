package io.atomicdatasets.root;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The disk of a root: its free space, and how much of it datasets may fill. */
public record Disk(Path root, OptionalLong keptFree) {
    private static final long MOST_KEPT_FREE = 5L << 30;

    /** Bytes that are free for this process. */
    long freeBytes() throws IOException {
        return store().getUsableSpace();
    }

    /** Bytes that datasets may fill: the free ones, less those to be left free. */
    long spaciousBytes() throws IOException {
        FileStore disk = store();
        long kept = keptFree.orElse(Math.min(disk.getTotalSpace() / 10, MOST_KEPT_FREE));
        return Math.max(0, disk.getUsableSpace() - kept);
    }

    private FileStore store() throws IOException {
        Path existing = root.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return Files.getFileStore(existing);
    }
}
