package io.atomicdatasets.root;

import io.atomicdatasets.disk.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A reserve for the store on a full disk: a file that is deleted when the disk is nearly full, and made again when there is
 * space. Without it an embedded database could not record a deletion, so nothing could be deleted to make room.
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

    /** Deletes the file if the disk is nearly full, creates it if there is plenty of space. */
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
            Files.deleteIfExists(file); // A partial file would never be completed.
            throw e;
        }
    }
}
