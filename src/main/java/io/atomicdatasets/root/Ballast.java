package io.atomicdatasets.root;

import io.atomicdatasets.disk.Durable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A reserve for the store on a full disk: files that are deleted when the disk is nearly full, and made again when there is
 * space. Without them an embedded database could not record a deletion, so nothing could be deleted to make room. Whoever
 * filled the disk may fill the space of the first too, so the last is kept until a deletion needs it.
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
        } catch (FileAlreadyExistsException e) {
            // Another replica was faster.
        } catch (IOException e) {
            Files.deleteIfExists(file); // A partial file would never be completed.
            throw e;
        }
    }
}
