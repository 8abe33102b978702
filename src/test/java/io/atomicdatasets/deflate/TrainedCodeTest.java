package io.atomicdatasets.deflate;

import static io.atomicdatasets.deflate.Inflated.bytes;
import static io.atomicdatasets.deflate.Inflated.inflate;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TrainedCodeTest {
    private static final long[] NO_WORDS = {};

    /** Also grids that are nothing like the sample. */
    @Property(tries = 400)
    void gridsOfAnySideAndPaletteComeBack(
            @ForAll @IntRange(min = 8, max = 32) int side,
            @ForAll @IntRange(min = 1, max = 255) int lowest,
            @ForAll @IntRange(max = 254) int more,
            @ForAll @IntRange(max = 30) int sampleGrids,
            @ForAll @IntRange(max = 600) int grids,
            @ForAll long seed)
            throws DataFormatException {
        int highest = Math.min(255, lowest + more);
        Random random = new Random(seed);
        byte[] sample = grids(sampleGrids, side, lowest, highest, random);
        byte[] raw = grids(grids, side, lowest, highest, random);
        int from = random.nextInt(grids + 1) * side * side;

        SegmentEncoder encoder =
                SegmentEncoder.deflating(new TrainedCode(sample, sample.length, side, values(lowest, highest)));
        Segment segment = encoder.encodeImages(raw, from, raw.length - from, side, NO_WORDS, new SegmentBuffer());

        byte[] expected = Arrays.copyOfRange(raw, from, raw.length);
        CRC32 crc = new CRC32();
        crc.update(expected);
        assertThat(inflate(bytes(segment), expected.length)).isEqualTo(expected);
        assertThat(segment.rawLength()).isEqualTo(expected.length);
        assertThat(segment.crc()).isEqualTo(expected.length == 0 ? 0 : (int) crc.getValue());
    }

    @Property(tries = 100)
    void whichCellsAreOccupiedMayBeToldOrNot(
            @ForAll @IntRange(min = 1, max = 4) int eighths,
            @ForAll @IntRange(max = 600) int grids,
            @ForAll long seed) {
        int side = 8 * eighths;
        Random random = new Random(seed);
        byte[] raw = grids(grids, side, 1, 9, random);
        long[] occupied = new long[raw.length / Long.SIZE];
        for (int cell = 0; cell < raw.length; cell++) {
            occupied[cell / Long.SIZE] |= raw[cell] == 0 ? 0 : Long.MIN_VALUE >>> cell;
        }
        SegmentEncoder encoder = SegmentEncoder.deflating(new TrainedCode(raw, raw.length, side, values(1, 9)));

        assertThat(encoder.encodeImages(raw, 0, raw.length, side, occupied, new SegmentBuffer()))
                .isEqualTo(encoder.encodeImages(raw, 0, raw.length, side, NO_WORDS, new SegmentBuffer()));
    }

    /** Every other cell of every other row, all in the values with the longest codes: hardly a match, and each a long code. */
    @Test
    void theWorstGridsHaveRoom() throws DataFormatException {
        for (int side : new int[] {8, 16, 31, 32}) {
            byte[] empty = new byte[side * side];
            TrainedCode code = new TrainedCode(empty, empty.length, side, values(1, 255));
            byte[] worst = new byte[2000 * side * side];
            Random random = new Random(side);
            for (int cell = 0; cell < worst.length; cell++) {
                boolean stands = cell % side % 2 == 0 && cell / side % side % 2 == 0;
                worst[cell] = stands ? (byte) (1 + random.nextInt(255)) : 0;
            }

            Segment segment = SegmentEncoder.deflating(code)
                    .encodeImages(worst, 0, worst.length, side, NO_WORDS, new SegmentBuffer());

            assertThat(inflate(bytes(segment), worst.length)).isEqualTo(worst);
            assertThat(8L * segment.length()).isLessThan(code.mostBits(worst.length));
        }
    }

    @Test
    void theWorstCodeOfAnyTokenIsReservedForEachByte() {
        byte[] sample = grids(50, 16, 1, 9, new Random(1));
        TrainedCode code = new TrainedCode(sample, sample.length, 16, values(1, 9));
        long[] codes = code.block().codes();
        for (int token = 0; token < Token.COUNT; token++) {
            int length = Token.isLiteral(token) ? 1 : Token.length(token);
            boolean mayOccur = !Token.isLiteral(token) || token <= 9;
            assertThat(codes[token] > 0).isEqualTo(mayOccur);
            assertThat(codes[token] & 63).isLessThanOrEqualTo(code.mostBits(length));
        }
    }

    private static int[] values(int lowest, int highest) {
        return IntStream.rangeClosed(lowest, highest).toArray();
    }

    /** Rectangles that stand apart, each of one value, anywhere or at the edges. */
    private static byte[] grids(int count, int side, int lowest, int highest, Random random) {
        byte[] grids = new byte[count * side * side];
        for (int grid = 0; grid < count; grid++) {
            boolean[] near = new boolean[side * side];
            for (int tries = random.nextInt(40); tries > 0; tries--) {
                int height = 1 + random.nextInt(random.nextBoolean() ? 3 : side);
                int width = 1 + random.nextInt(random.nextBoolean() ? 3 : side);
                paint(
                        grids,
                        grid * side * side,
                        near,
                        side,
                        random.nextInt(side - height + 1),
                        random.nextInt(side - width + 1),
                        height,
                        width,
                        (byte) (lowest + random.nextInt(highest - lowest + 1)));
            }
        }
        return grids;
    }

    private static void paint(
            byte[] grids, int grid, boolean[] near, int side, int top, int left, int height, int width, byte value) {
        for (int row = top; row < top + height; row++) {
            for (int column = left; column < left + width; column++) {
                if (near[row * side + column]) {
                    return;
                }
            }
        }
        for (int row = Math.max(0, top - 1); row < Math.min(side, top + height + 1); row++) {
            for (int column = Math.max(0, left - 1); column < Math.min(side, left + width + 1); column++) {
                near[row * side + column] = true;
                if (row >= top && row < top + height && column >= left && column < left + width) {
                    grids[grid + row * side + column] = value;
                }
            }
        }
    }
}
