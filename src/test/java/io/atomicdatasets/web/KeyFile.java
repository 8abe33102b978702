package io.atomicdatasets.web;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** The API key as a start reads or makes it, for tests elsewhere. */
public final class KeyFile {
    private KeyFile() {}

    /** What the service compares shown keys with. */
    @FunctionalInterface
    public interface Key {
        /** Whether a client that shows this is let in. */
        boolean opensTo(String shown);
    }

    /** Reads the key in a file, or makes one. */
    public static Key read(Path file) throws IOException {
        return ApiKey.in(file, Clock.systemUTC())::is;
    }
}
