package io.atomicdatasets.root;

import io.atomicdatasets.disk.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Room for the store on a full disk: files that are given up when nothing else is free, and taken again when there is room.
 * Without them an embedded database cannot note a deletion, and so nothing could be deleted to make room. Whoever filled the
 * disk may fill the room of the first too, so the last is kept until a deletion needs it.
 */
final class Ballast {
    private static final int BYTES = 8 << 20;
    private static final int LAST_BYTES = 256 << 10;
    private static final long LITTLE = BYTES / 2;
    private static final long PLENTY = 16L * BYTES;

    private final Path first;
    private final Path last;
    private final Free free;

    /** What is free on the disk. */
    @FunctionalInterface
    interface Free {
        long bytes() throws IOException;
    }

    /** Ballast in a directory that need not be there yet. */
    Ballast(Path directory, Free free) {
        first = directory.resolve("ballast");
        last = directory.resolve("last-ballast");
        this.free = free;
    }

    /** Gives room up if the disk is nearly full, but for the last; takes all if there is plenty. */
    void trim() throws IOException {
        long bytes = free.bytes();
        if (bytes < LITTLE) {
            Files.deleteIfExists(first);
        } else if (bytes > PLENTY && Files.isDirectory(first.resolveSibling("."))) {
            take(first, BYTES);
            take(last, LAST_BYTES);
        }
    }

    /** Gives all of it up. */
    void giveUp() throws IOException {
        Files.deleteIfExists(first);
        Files.deleteIfExists(last);
    }

    private static void take(Path file, int bytes) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        try {
            Durable.write(file, new byte[bytes]);
        } catch (IOException e) {
            Files.deleteIfExists(file); // Half of it holds half the room, and would never be made whole.
            throw e;
        }
    }
}
