package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atomicdatasets.disk.Durable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key that clients show, and the sessions that it opens for browsers, which cannot send headers with pictures and
 * links. A session is its end and the end's HMAC under the key, so it outlives a restart and dies with the key.
 */
final class ApiKey {
    static final Duration SESSION = Duration.ofHours(12);

    private static final Logger LOG = LoggerFactory.getLogger(ApiKey.class);
    private static final int NEW_KEY_BYTES = 32;
    private static final int SHORTEST_KEY = 16;
    private static final String HMAC = "HmacSHA256";

    private final byte[] key;
    private final Clock clock;

    private ApiKey(String key, Clock clock) {
        this.key = key.getBytes(UTF_8);
        this.clock = clock;
    }

    /** The key in a file; a new one is made if there is no file, readable for its owner alone. */
    static ApiKey in(Path file, Clock clock) throws IOException {
        if (!Files.exists(file)) {
            make(file.toAbsolutePath());
        }
        String key = Files.readString(file).strip();
        if (key.length() < SHORTEST_KEY) {
            throw new IOException("the API key in " + file + " has fewer than " + SHORTEST_KEY + " characters");
        }
        return new ApiKey(key, clock);
    }

    /** Makes a key that is whole as soon as it stands under its name; one that somebody else made meanwhile stays. */
    private static void make(Path file) throws IOException {
        byte[] random = new byte[NEW_KEY_BYTES];
        new SecureRandom().nextBytes(random);
        String key = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Path directory = Files.createDirectories(Objects.requireNonNull(file.getParent(), "the file has a name"));
        Path draft = Files.createTempFile(directory, ".api-key", ".new"); // for the owner's eyes alone
        try {
            try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap((key + "\n").getBytes(UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            try {
                Files.createLink(file, draft);
            } catch (FileAlreadyExistsException e) {
                throw e;
            } catch (IOException | UnsupportedOperationException e) { // file systems without hard links
                renameInTurn(draft, file);
            }
            forceWayTo(file);
            LOG.info("a new API key was made in {}", file);
        } catch (FileAlreadyExistsException e) {
            // Another replica was faster.
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** A rename could replace the key of another replica, so only one at a time looks and renames. */
    private static synchronized void renameInTurn(Path draft, Path file) throws IOException {
        Path turn = file.resolveSibling(file.getFileName() + ".lock");
        boolean isTaken;
        try (FileChannel channel = FileChannel.open(turn, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            isTaken = Files.exists(file);
            if (!isTaken) {
                Files.move(draft, file);
            }
        }
        Files.deleteIfExists(turn); // Whoever still waits for it will find the key.
        if (isTaken) {
            throw new FileAlreadyExistsException(file.toString());
        }
    }

    /** Forces the names of a file and of the directories above it, which may be new too. */
    private static void forceWayTo(Path file) throws IOException {
        for (Path above = file.getParent(); above != null; above = above.getParent()) {
            if (Files.isReadable(above)) {
                Durable.forceNames(above);
            }
        }
    }

    /** Whether this is the key; takes as long whatever it is. */
    boolean is(String shown) {
        return MessageDigest.isEqual(hmac(shown), hmac(new String(key, UTF_8)));
    }

    /** A new session. */
    String session() {
        String end = clock.instant().plus(SESSION).toString();
        return HexFormat.of().formatHex(end.getBytes(UTF_8)) + "."
                + HexFormat.of().formatHex(hmac("session " + end));
    }

    /** Whether this is a session of this key that has not ended. */
    boolean isSession(String shown) {
        String[] parts = shown.split("\\.", -1);
        try {
            String end = new String(HexFormat.of().parseHex(parts[0]), UTF_8);
            byte[] proof = HexFormat.of().parseHex(parts[parts.length - 1]);
            return parts.length == 2
                    && MessageDigest.isEqual(proof, hmac("session " + end))
                    && Instant.parse(end).isAfter(clock.instant());
        } catch (IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }

    private byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }
}
