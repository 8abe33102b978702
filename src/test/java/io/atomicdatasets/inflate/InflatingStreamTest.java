package io.atomicdatasets.inflate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Streams that zlib made in all its ways, whole and damaged. A few thousand by default; {@code -Dinflate.fuzz=10000000
 * -Dinflate.seed=7} for a long run.
 */
class InflatingStreamTest {
    private static final int STREAMS = Integer.getInteger("inflate.fuzz", 20_000);
    private static final long SEED = Long.getLong("inflate.seed", 1);
    private static final int[] STRATEGIES = {Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY};

    @Test
    void readsWhatZlibWrites() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < STREAMS; i++) {
            byte[] raw = raw(random, i);
            byte[] stream = deflate(raw, random);

            try (InflatingStream in = new InflatingStream(new InPieces(stream, random))) {
                byte[] back = readInPieces(in, random);

                assertThat(Arrays.equals(back, raw))
                        .as("stream %d of seed %d", i, SEED)
                        .isTrue();
                assertThat(in.compressedCount()).isEqualTo(stream.length);
            }
        }
    }

    /** A damaged stream is refused by both, or both make the same bytes of it and end at the same place. */
    @Test
    void agreesWithZlibAboutDamagedStreams() throws IOException {
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < STREAMS; i++) {
            byte[] stream = deflate(raw(random, 1), random);
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                int at = random.nextInt(random.nextBoolean() ? Math.min(64, stream.length) : stream.length);
                stream[at] ^= (byte) (1 << random.nextInt(8));
            }
            if (random.nextInt(4) == 0) {
                stream = Arrays.copyOf(stream, random.nextInt(stream.length + 1));
            }

            Optional<Read> ours = ours(stream);
            Optional<Read> zlibs = zlibs(stream);

            if (!ours.equals(zlibs)) {
                assertThat(ours)
                        .as("stream %d of seed %d: %s", i, SEED, HexFormat.of().formatHex(stream))
                        .isEqualTo(zlibs);
            }
            refused += ours.isEmpty() ? 1 : 0;
        }
        assertThat(refused).isBetween(STREAMS / 4, STREAMS - STREAMS / 100);
    }

    @Test
    void stopsAtTheEndOfTheStreamWhateverFollows() throws IOException {
        byte[] stream = deflate("grid".getBytes(UTF_8), 9, Deflater.DEFAULT_STRATEGY);

        try (InflatingStream in =
                new InflatingStream(new ByteArrayInputStream(Arrays.copyOf(stream, stream.length + 100)))) {
            assertThat(in.readAllBytes()).asString().isEqualTo("grid");
            assertThat(in.compressedCount()).isEqualTo(stream.length);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void readsOneByteAtATime() throws IOException {
        try (InflatingStream in = new InflatingStream(
                new ByteArrayInputStream(deflate(new byte[] {7, -1}, 0, Deflater.DEFAULT_STRATEGY)))) {
            assertThat(in.read()).isEqualTo(7);
            assertThat(in.read()).isEqualTo(255);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "07, has a block of a type that there is not",
        "010500faf0, has a stored block whose length is told in two ways",
        "030200, refers to bytes before its first", // fixed codes: a match of 3 at distance 1 at the beginning
        "fdffff00, has more literals and lengths or distances than there are",
    })
    void saysWhatIsWrong(String stream, String problem) {
        assertThatThrownBy(() -> read(HexFormat.of().parseHex(stream)))
                .isInstanceOf(ZipException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void aStreamThatBreaksOffSaysSo() throws IOException {
        byte[] stream = deflate(new byte[1000], 9, Deflater.DEFAULT_STRATEGY);

        for (int length = 0; length < stream.length; length++) {
            byte[] cut = Arrays.copyOf(stream, length);
            assertThatThrownBy(() -> read(cut))
                    .as("%d of %d bytes", length, stream.length)
                    .isInstanceOf(EOFException.class);
        }
    }

    private static byte[] read(byte[] stream) throws IOException {
        try (InflatingStream in = new InflatingStream(new ByteArrayInputStream(stream))) {
            return in.readAllBytes();
        }
    }

    /** What one reader made of a stream. */
    private record Read(String raw, long compressedCount) {}

    private static Optional<Read> ours(byte[] stream) throws IOException {
        try (InflatingStream in = new InflatingStream(new ByteArrayInputStream(stream))) {
            byte[] raw = in.readAllBytes();
            return Optional.of(new Read(HexFormat.of().formatHex(raw), in.compressedCount()));
        } catch (ZipException | EOFException e) {
            return Optional.empty();
        }
    }

    private static Optional<Read> zlibs(byte[] stream) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(stream);
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            byte[] piece = new byte[1 << 12];
            while (!inflater.finished()) {
                int count = inflater.inflate(piece);
                if (count == 0 && !inflater.finished()) {
                    return Optional.empty();
                }
                raw.write(piece, 0, count);
            }
            return Optional.of(new Read(HexFormat.of().formatHex(raw.toByteArray()), inflater.getBytesRead()));
        } catch (DataFormatException e) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }

    /** Mostly a few hundred bytes, now and then more than a window; repetitive or not, at distances up to 40,000. */
    private static byte[] raw(Random random, int i) {
        byte[] raw = new byte[random.nextInt(1 << (i % 500 == 0 ? 19 : 1 + random.nextInt(12)))];
        int values = 1 + random.nextInt(random.nextBoolean() ? 4 : 256);
        int newInHundred = random.nextInt(101);
        int farthest = 1 + random.nextInt(random.nextBoolean() ? 9 : 40_000);
        int distance = 1;
        for (int k = 0; k < raw.length; k++) {
            if (random.nextInt(100) < newInHundred) {
                distance = 1 + random.nextInt(farthest);
                raw[k] = (byte) random.nextInt(values);
            } else {
                raw[k] = k < distance ? 0 : raw[k - distance];
            }
        }
        return raw;
    }

    private static byte[] deflate(byte[] raw, Random random) {
        return deflate(raw, random.nextInt(10), STRATEGIES[random.nextInt(STRATEGIES.length)]);
    }

    private static byte[] deflate(byte[] raw, int level, int strategy) {
        Deflater deflater = new Deflater(level, true);
        deflater.setStrategy(strategy);
        try {
            deflater.setInput(raw);
            deflater.finish();
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            byte[] piece = new byte[1 << 12];
            while (!deflater.finished()) {
                stream.write(piece, 0, deflater.deflate(piece));
            }
            return stream.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] readInPieces(InputStream in, Random random) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece = new byte[1 << random.nextInt(17)];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            all.write(piece, 0, count);
        }
        return all.toByteArray();
    }

    /** A stream that gives as little at once as a channel may. */
    private static final class InPieces extends InputStream {
        private final ByteArrayInputStream all;
        private final Random random;

        InPieces(byte[] bytes, Random random) {
            this.all = new ByteArrayInputStream(bytes);
            this.random = random;
        }

        @Override
        public int read() {
            return all.read();
        }

        @Override
        public int read(byte[] target, int from, int length) {
            return all.read(target, from, Math.min(length, 1 + random.nextInt(random.nextBoolean() ? 20 : 1 << 16)));
        }
    }
}
