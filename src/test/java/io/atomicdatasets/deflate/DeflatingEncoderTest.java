package io.atomicdatasets.deflate;

import static io.atomicdatasets.deflate.Inflated.bytes;
import static io.atomicdatasets.deflate.Inflated.inflate;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflatingEncoderTest {
    private static final int BLOCK = 1 << 18;
    private static final int SYNC_FLUSH = 5;

    /** 3 bits of block header, then the bytes of the worked example in docs/deflate.md. */
    @Test
    void aRowOfAGridIsTheBytesOfTheWorkedExample() {
        byte[] raw = new byte[64];
        for (int row = 2; row < 6; row++) {
            Arrays.fill(raw, 8 * row + 3, 8 * row + 5, (byte) 7);
        }

        assertThat(HexFormat.ofDelimiter(" ").formatHex(bytes(encode(raw, 8))))
                .isEqualTo("64 c5 a1 0d 00 00 00 c2 30 dc fe ff 18 0b 59 4d 63 30 c7 9f 02 00 00 ff ff");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 8, 9, 63, 64, 65, 255, 256, 257, 258, 259, 1000, BLOCK - 1, BLOCK, BLOCK + 1})
    void anyNumberOfEqualBytesComesBack(int length) throws DataFormatException {
        byte[] zeros = new byte[length];
        byte[] sevens = new byte[length];
        Arrays.fill(sevens, (byte) 7);

        assertComesBack(zeros, 16);
        assertComesBack(sevens, 16);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 15, 16, 17, 32, 33, 100, 32_767, 32_768, 100_000})
    void anyWidthOfRowComesBack(int width) throws DataFormatException {
        Random random = new Random(width);
        byte[] raw = new byte[300_000];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = i >= width && random.nextInt(20) > 0 ? raw[i - width] : (byte) random.nextInt(5);
        }

        assertComesBack(raw, width);
    }

    @Test
    void bytesWithoutAMatchComeBack() throws DataFormatException {
        byte[] raw = new byte[256];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) i;
        }

        assertComesBack(raw, 16);
    }

    @Test
    void allLiteralsAndAllLengthsInOneBlockComeBack() throws DataFormatException {
        byte[] raw = new byte[BLOCK];
        int at = 0;
        for (int length = 3; length <= 258; length++) {
            Arrays.fill(raw, at, at + length + 1, (byte) length);
            at += length + 1;
        }
        for (; at < raw.length; at++) {
            raw[at] = (byte) ((at * at) >>> 3);
        }

        assertComesBack(raw, 5000);
    }

    /** With frequencies 1, 1, 2, 3, 5, ... Huffman's tree is a chain of 24 bits. */
    @Test
    void codesThatWouldBeTooLongComeBack() throws DataFormatException {
        byte[] raw = new byte[BLOCK];
        int at = 0;
        int frequency = 1;
        int before = 1;
        for (int value = 0; at < raw.length; value++) {
            int count = Math.min(frequency, raw.length - at);
            Arrays.fill(raw, at, at + count, (byte) value);
            at += count;
            int sum = frequency + before;
            before = frequency;
            frequency = sum;
        }
        shuffle(raw, new Random(3));

        assertComesBack(raw, 16);
    }

    @Test
    void noiseIsStoredAndGrowsByFiveBytesInSixtyFourKibibytes() throws DataFormatException {
        byte[] noise = new byte[3 * BLOCK + 12_345];
        new Random(1).nextBytes(noise);

        Segment segment = encode(noise, 16);

        assertThat(segment.length()).isLessThanOrEqualTo(noise.length + 5 * (4 * 4 + 1) + SYNC_FLUSH);
        assertThat(inflate(bytes(segment), noise.length)).isEqualTo(noise);
    }

    @Test
    void aPieceRefersToNothingBeforeItself() throws DataFormatException {
        byte[] raw = new byte[4096];
        Arrays.fill(raw, (byte) 5);
        SegmentEncoder encoder = SegmentEncoder.deflating();
        for (int from = 0; from < 64; from++) {
            Segment segment = encoder.encode(raw, from, 1000, 16);

            assertThat(inflate(bytes(segment), 1000)).isEqualTo(Arrays.copyOfRange(raw, from, from + 1000));
        }
    }

    private static Segment encode(byte[] raw, int width) {
        return SegmentEncoder.deflating().encode(raw, 0, raw.length, width);
    }

    private static void assertComesBack(byte[] raw, int width) throws DataFormatException {
        assertThat(inflate(bytes(encode(raw, width)), raw.length)).isEqualTo(raw);
    }

    private static void shuffle(byte[] bytes, Random random) {
        for (int i = bytes.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            byte kept = bytes[i];
            bytes[i] = bytes[j];
            bytes[j] = kept;
        }
    }
}
