package io.atomicdatasets.describe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A file's length and SHA-256 as they are on the disk.
 *
 * @param bytes the length
 * @param sha256 lower-case hexadecimal
 */
public record FileDigest(long bytes, String sha256) {
    private static final int BUFFER = 1 << 16;

    /** Reads the whole file. */
    public static FileDigest of(Path file) throws IOException {
        return of(file, () -> false).orElseThrow();
    }

    /**
     * Reads the whole file, which takes a while for a large one.
     *
     * @param stopWished looked at every now and then; when it is true, nothing comes of it
     */
    public static Optional<FileDigest> of(Path file, BooleanSupplier stopWished) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in, stopWished);
        }
    }

    /**
     * Reads a stream to its end.
     *
     * @param stopWished looked at every now and then; when it is true, nothing comes of it
     */
    public static Optional<FileDigest> of(InputStream in, BooleanSupplier stopWished) throws IOException {
        MessageDigest digest = newSha256();
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (stopWished.getAsBoolean()) {
                return Optional.empty();
            }
            digest.update(buffer, 0, read);
            bytes += read;
        }
        return Optional.of(new FileDigest(bytes, HexFormat.of().formatHex(digest.digest())));
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
