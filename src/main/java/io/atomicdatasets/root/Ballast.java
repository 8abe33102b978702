package io.atomicdatasets.root;

import io.atomicdatasets.disk.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Room for the store on a full disk: a file that is given up when nothing else is free, and taken again when there is room.
 * Without it an embedded database cannot note a deletion, and so nothing could be deleted to make room.
 */
final class Ballast {
    private static final int BYTES = 8 << 20;
    private static final long LITTLE = BYTES / 2;
    private static final long PLENTY = 16L * BYTES;

    private final Path file;
    private final Disk disk;

    Ballast(Path file, Disk disk) {
        this.file = file;
        this.disk = disk;
    }

    /** Gives the room up if the disk is nearly full, takes it if there is plenty. */
    void trim() throws IOException {
        long free = disk.freeBytes();
        if (free < LITTLE) {
            Files.deleteIfExists(file);
        } else if (free > PLENTY && !Files.exists(file) && Files.isDirectory(file.resolveSibling("."))) {
            take();
        }
    }

    private void take() throws IOException {
        try {
            Durable.write(file, new byte[BYTES]);
        } catch (IOException e) {
            Files.deleteIfExists(file); // Half of it holds half the room, and would never be made whole.
            throw e;
        }
    }
}
