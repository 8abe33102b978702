package io.atomicdatasets.deflate;

import static io.atomicdatasets.deflate.Inflated.bytes;
import static io.atomicdatasets.deflate.Inflated.inflate;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;

/**
 * Random planes of all sorts, encoded and read back by zlib. A few thousand by default; {@code
 * -Ddeflate.fuzz=10000000 -Ddeflate.seed=7} for a long run.
 */
class DeflateFuzzTest {
    private static final int PLANES = Integer.getInteger("deflate.fuzz", 10_000);
    private static final long SEED = Long.getLong("deflate.seed", 1);

    @Test
    void anyPlaneComesBack() throws DataFormatException {
        SegmentEncoder encoder = SegmentEncoder.deflating();
        Random random = new Random(SEED);
        byte[] raw = new byte[1 << 19];
        for (int plane = 0; plane < PLANES; plane++) {
            // Mostly small, now and then several blocks.
            int length = random.nextInt(1 << (plane % 10_000 == 0 ? 19 : random.nextInt(11))) + 1;
            int from = random.nextInt(Math.min(64, raw.length - length) + 1);
            int width = 1 + random.nextInt(random.nextBoolean() ? 40 : 1 << random.nextInt(16));
            fill(raw, from, length, width, random);

            byte[] back = inflate(bytes(encoder.encode(raw, from, length, width)), length);

            if (!java.util.Arrays.equals(back, 0, back.length, raw, from, from + length)) {
                assertThat(back)
                        .as("plane %d of seed %d, %d bytes, rows of %d", plane, SEED, length, width)
                        .isEqualTo(java.util.Arrays.copyOfRange(raw, from, from + length));
            }
        }
    }

    /** Bytes of a few values or all, skewed or not, new or like those some distance before. */
    private static void fill(byte[] raw, int from, int length, int width, Random random) {
        int values = 1 + random.nextInt(random.nextBoolean() ? 4 : 256);
        int skew = random.nextInt(12);
        int newInHundred = random.nextInt(101);
        int[] distances = {1, width, Math.max(1, width - 1), width + 1};
        for (int i = from; i < from + length; i++) {
            int distance = distances[random.nextInt(4)];
            boolean isNew = i - distance < from || random.nextInt(100) < newInHundred;
            int value = random.nextInt(values) >>> (skew == 0 ? 0 : random.nextInt(skew));
            raw[i] = isNew ? (byte) value : raw[i - distance];
        }
    }
}
