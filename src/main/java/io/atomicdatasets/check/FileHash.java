package io.atomicdatasets.check;

import io.atomicdatasets.progress.StoppedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;

/**
 * A file's length and SHA-256 as the reader finds them.
 *
 * @param bytes the length
 * @param sha256 lower-case hexadecimal
 */
record FileHash(long bytes, String sha256) {
    private static final int BUFFER = 1 << 16;

    /** Reads the whole file; looks between any two buffers whether to stop. */
    static FileHash of(Path file, BooleanSupplier stopWished) throws IOException, StoppedException {
        return of(file, stopWished, new RangeSums(new long[0], new long[0]));
    }

    /** The same, and takes sums of ranges on the way. */
    static FileHash of(Path file, BooleanSupplier stopWished, RangeSums ranges) throws IOException, StoppedException {
        MessageDigest digest = newSha256();
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (stopWished.getAsBoolean()) {
                    throw new StoppedException();
                }
                digest.update(buffer, 0, read);
                ranges.update(bytes, buffer, read);
                bytes += read;
            }
        }
        return new FileHash(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
