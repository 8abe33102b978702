package io.atomicdatasets.inflate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.inflate.ZlibStreams.InPieces;
import io.atomicdatasets.inflate.ZlibStreams.Read;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Streams that zlib made, whole and damaged. A few thousand by default;
 * {@code -Dinflate.fuzz=10000000 -Dinflate.seed=7} for a long run.
 */
class InflatingStreamTest {
    private static final int STREAMS = Integer.getInteger("inflate.fuzz", 10_000);
    private static final long SEED = Long.getLong("inflate.seed", 1);

    private final InflatingStream inflating = new InflatingStream();

    @Test
    void readsWhatZlibWrites() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < STREAMS; i++) {
            byte[] raw = ZlibStreams.raw(random, i);
            byte[] stream = ZlibStreams.deflate(raw, random);

            try (InflatingStream in = open(new InPieces(stream, random))) {
                byte[] back = ZlibStreams.readInPieces(in, random);

                assertThat(Arrays.equals(back, raw))
                        .as("stream %d of seed %d", i, SEED)
                        .isTrue();
                assertThat(in.compressedCount()).isEqualTo(stream.length);
            }
        }
    }

    /** Tables are kept while a block's codes are those of the block before, and made again when they are not. */
    @Test
    void readsBlocksWhoseCodesComeAgain() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < 40; i++) {
            byte[][] raws = {ZlibStreams.raw(random, 0), ZlibStreams.raw(random, 0)};
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            for (int piece : new int[] {0, 0, 1, 0, 1, 1}) {
                raw.writeBytes(raws[piece]);
                stream.writeBytes(ZlibStreams.flushed(raws[piece], 1 + i % 9));
            }
            stream.writeBytes(new byte[] {3, 0});

            assertThat(Arrays.equals(read(stream.toByteArray()), raw.toByteArray()))
                    .as("streams %d of seed %d", i, SEED)
                    .isTrue();
        }
    }

    /** A damaged stream is refused by both, or both make the same bytes of it and end at the same place. */
    @Test
    void agreesWithZlibAboutDamagedStreams() throws IOException {
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < STREAMS; i++) {
            byte[] stream = ZlibStreams.deflate(ZlibStreams.raw(random, 1), random);
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                int at = random.nextInt(random.nextBoolean() ? Math.min(64, stream.length) : stream.length);
                stream[at] ^= (byte) (1 << random.nextInt(8));
            }
            if (random.nextInt(4) == 0) {
                stream = Arrays.copyOf(stream, random.nextInt(stream.length + 1));
            }

            // Where little comes at once a block goes on and on, and is read by whole tokens.
            Optional<Read> ours =
                    read(i % 2 == 0 ? new ByteArrayInputStream(stream) : new InPieces(stream, 1 + random.nextInt(40)));
            Optional<Read> zlibs = ZlibStreams.read(stream);

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
        byte[] stream = ZlibStreams.deflate("grid".getBytes(UTF_8), 9, Deflater.DEFAULT_STRATEGY);

        try (InflatingStream in = open(new ByteArrayInputStream(Arrays.copyOf(stream, stream.length + 100)))) {
            assertThat(in.readAllBytes()).asString().isEqualTo("grid");
            assertThat(in.compressedCount()).isEqualTo(stream.length);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    /** Empty blocks leave many bits, which a stored block then begins with, wherever the buffer's end was. */
    @Test
    void readsAStoredBlockBehindEmptyOnesHoweverLittleComesAtOnce() throws IOException {
        for (int empty = 0; empty < 40; empty++) {
            int header = 10 * empty; // an empty block with fixed codes is 10 bits: 0, 1, 0, and seven zeros
            byte[] stream = new byte[(header + 3 + 7) / 8 + 4 + 20];
            for (int block = 0; block < empty; block++) {
                stream[(10 * block + 1) / 8] |= (byte) (1 << (10 * block + 1) % 8);
            }
            stream[header / 8] |= (byte) (1 << header % 8); // the last block, stored
            int lengths = stream.length - 24;
            System.arraycopy(new byte[] {20, 0, ~20, -1}, 0, stream, lengths, 4);
            Arrays.fill(stream, lengths + 4, stream.length, (byte) 7);
            for (int most = 1; most <= 20; most++) {
                try (InflatingStream in = open(new InPieces(stream, most))) {
                    assertThat(in.readAllBytes()).hasSize(20).containsOnly(7);
                    assertThat(in.compressedCount()).isEqualTo(stream.length);
                }
            }
        }
    }

    @Test
    void readsOneByteAtATime() throws IOException {
        byte[] stream = ZlibStreams.deflate(new byte[] {7, -1}, 0, Deflater.DEFAULT_STRATEGY);

        try (InflatingStream in = open(new ByteArrayInputStream(stream))) {
            assertThat(in.read()).isEqualTo(7);
            assertThat(in.read()).isEqualTo(255);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "07, has a block of the reserved type 3, at byte 1",
        "010500faf0, has a stored block whose LEN is 5",
        "030200, has a match that reaches 1 bytes before its first byte", // fixed codes: a match of 3 at distance 1 at
        // the beginning
        "000000ffff030200, has a match that reaches 1 bytes before its first byte", // the same behind a flush
        "fdffff00, has a block with codes for 288 literals and lengths (at most 286)",
    })
    void saysWhatIsWrong(String stream, String problem) {
        assertThatThrownBy(() -> read(HexFormat.of().parseHex(stream)))
                .isInstanceOf(ZipException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void aStreamThatBreaksOffSaysSo() {
        byte[] stream = ZlibStreams.deflate(new byte[1000], 9, Deflater.DEFAULT_STRATEGY);

        for (int length = 0; length < stream.length; length++) {
            byte[] cut = Arrays.copyOf(stream, length);
            assertThatThrownBy(() -> read(cut))
                    .as("%d of %d bytes", length, stream.length)
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void aSegmentIsReadByItself() throws IOException {
        byte[] raw = new byte[100_000];
        new Random(SEED).nextBytes(raw);
        byte[] segment = ZlibStreams.flushed(raw, 6);
        InflatingStream in = new InflatingStream();

        for (int time = 0; time < 2; time++) { // begun again, whatever came before
            in.beginSegment(new ByteArrayInputStream(Arrays.copyOf(segment, segment.length + 9)), segment.length);
            assertThat(in.readAllBytes()).isEqualTo(raw);
            assertThat(in.read()).isEqualTo(-1);
        }
        in.beginSegment(InputStream.nullInputStream(), 0);
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void aSegmentEndsWithABlockThatIsNotTheLast() {
        byte[] segment = ZlibStreams.flushed(new byte[100_000], 6);
        byte[] stream = ZlibStreams.deflate(new byte[1000], 9, Deflater.DEFAULT_STRATEGY);
        InflatingStream in = new InflatingStream();

        for (int wrong : new int[] {-6, -1, 1}) {
            byte[] bytes = Arrays.copyOf(segment, segment.length + wrong);
            in.beginSegment(new ByteArrayInputStream(bytes), bytes.length);
            assertThatThrownBy(in::readAllBytes).as("%d bytes more", wrong).isInstanceOf(IOException.class);
        }
        in.beginSegment(new ByteArrayInputStream(stream), stream.length);
        assertThatThrownBy(in::readAllBytes).hasMessageContaining("its last block inside a segment");
    }

    @Test
    void aSegmentThatRefersToTheOneBeforeIsRefused() throws IOException {
        InflatingStream in = new InflatingStream();
        byte[] segment = ZlibStreams.flushed(new byte[1000], 6);
        in.beginSegment(new ByteArrayInputStream(segment), segment.length);
        in.readAllBytes();

        in.beginSegment(new ByteArrayInputStream(HexFormat.of().parseHex("020200")), 3);

        assertThatThrownBy(in::readAllBytes).hasMessageContaining("before its first byte");
    }

    @Test
    void tellsWhereABlockEndsThatIsNotTheLast() throws IOException {
        byte[] stream = HexFormat.of().parseHex("00" + "0300fcff" + "010203" + "01" + "0100feff" + "04");

        try (InflatingStream in = open(new ByteArrayInputStream(stream))) {
            in.readNBytes(2);
            assertThat(in.isBetweenBlocks()).as("inside a block").isFalse();
            in.readNBytes(1);
            assertThat(in.isBetweenBlocks()).as("between two").isTrue();
            assertThat(in.compressedCount()).isEqualTo(8);
            in.readNBytes(1);
            assertThat(in.isBetweenBlocks()).as("behind the last").isFalse();
        }
    }

    @Test
    void bytesThatLookLikeAFlushAreRead() throws IOException {
        byte[] raw = new byte[100_000];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) (i % 4 < 2 ? 0 : 255);
        }
        byte[] stream = ZlibStreams.deflate(raw, 0, Deflater.DEFAULT_STRATEGY);

        assertThat(read(stream)).isEqualTo(raw);
    }

    @Test
    void aStreamWithoutAnyFlushIsReadWithoutHoldingItWhole() throws IOException {
        byte[] raw = new byte[20_000_000];
        new Random(SEED).nextBytes(raw);
        byte[] stream = ZlibStreams.deflate(raw, 1, Deflater.DEFAULT_STRATEGY);

        try (InflatingStream in = open(new ByteArrayInputStream(stream))) {
            assertThat(in.readNBytes(1_000)).isEqualTo(Arrays.copyOf(raw, 1_000));
            assertThat(in.compressedCount()).isLessThan(1_000_000);
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(raw, 1_000, raw.length));
        }
    }

    /** One for all streams, whatever became of those before. */
    private InflatingStream open(InputStream stream) {
        inflating.begin(stream);
        return inflating;
    }

    private byte[] read(byte[] stream) throws IOException {
        try (InflatingStream in = open(new ByteArrayInputStream(stream))) {
            return in.readAllBytes();
        }
    }

    private Optional<Read> read(InputStream stream) throws IOException {
        try (InflatingStream in = open(stream)) {
            byte[] raw = in.readAllBytes();
            return Optional.of(new Read(HexFormat.of().formatHex(raw), in.compressedCount()));
        } catch (ZipException | EOFException e) {
            return Optional.empty();
        }
    }
}
