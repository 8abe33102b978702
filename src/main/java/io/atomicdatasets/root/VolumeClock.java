package io.atomicdatasets.root;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

/** The clock by which a volume stamps its files. How old one of them is, a host whose own clock is wrong cannot tell. */
final class VolumeClock {
    private static final String PROBE = "clock.probe";
    private static final int ATTEMPTS = 100;

    private VolumeClock() {}

    /** Takes away what a process left that was killed while it asked. */
    static void tidy(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(PROBE));
    }

    /** The time at which a file would be written in this directory now: that of one that is. */
    static Instant nowIn(Path directory) throws IOException {
        Path probe = directory.resolve(PROBE);
        for (int tries = 0; tries < ATTEMPTS; tries++) {
            try {
                tidy(directory);
                Files.createFile(probe);
                return Files.getLastModifiedTime(probe).toInstant();
            } catch (FileAlreadyExistsException | NoSuchFileException e) {
                // Another process asks for the time just now.
            } finally {
                tidy(directory);
            }
        }
        throw new IOException("could not write a file in " + directory);
    }
}
