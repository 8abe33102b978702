package io.atomicdatasets.deflate;

/**
 * Huffman codes known beforehand, made from a sample of the grids that they are for. With them every token can be written as
 * soon as it is found, and a segment is one block, with one header.
 *
 * <p>Every grid of the sample's side and of the palette's values can be written: each token that may occur has a code, also if
 * the sample has none. The same sample gives the same codes. Immutable.
 */
public final class TrainedCode {
    /** What a token of the sample weighs against those that may occur beside: there are 1,024 matches. */
    private static final int WEIGHT = 64;

    private final int side;
    private final DynamicBlock block = new DynamicBlock();
    private final int mostBitsPerByte;

    /**
     * Codes for grids like these.
     *
     * @param sample grids as {@link SegmentEncoder#encodeGrids} wants them, from the first byte on
     * @param length their bytes
     * @param side rows and columns of a grid, 8..32
     * @param lowest the lowest value beside 0, 1..255
     * @param highest the highest value, at most 255
     */
    public TrainedCode(byte[] sample, int length, int side, int lowest, int highest) {
        this.side = side;
        Masks masks = new Masks();
        int[] counts = count(sample, length, masks);
        level(counts, lowest, highest);
        block.make(counts, masks);
        mostBitsPerByte = longestPerByte(block.codes());
    }

    private int[] count(byte[] sample, int length, Masks masks) {
        Parse parse = new Parse();
        int[] counts = new int[Token.COUNT];
        long[] unknown = {};
        masks.fillGrids(sample, 0, 0, 0, side, unknown); // chooses the distances, whatever the sample
        for (int start = 0; start < length; start += Masks.LONGEST_BLOCK) {
            int size = Math.min(Masks.LONGEST_BLOCK, length - start);
            masks.fillGrids(sample, 0, start, size, side, unknown);
            parse.parse(sample, start, size, masks);
            for (int token = 0; token < Token.COUNT; token++) {
                counts[token] += WEIGHT * parse.counts()[token];
            }
        }
        return counts;
    }

    /** Gives all values of the palette the same weight, as they are drawn, and every token that may occur a small one. */
    private static void level(int[] counts, int lowest, int highest) {
        long sum = 0;
        for (int value = lowest; value <= highest; value++) {
            sum += counts[value];
        }
        for (int value = lowest; value <= highest; value++) {
            counts[value] = (int) (sum / (highest - lowest + 1)) + 1;
        }
        counts[0]++;
        for (int token = Alphabet.LITERALS; token < Token.COUNT; token++) {
            counts[token]++;
        }
    }

    private static int longestPerByte(long[] codes) {
        int most = 0;
        for (int token = 0; token < Token.COUNT; token++) {
            int bytes = Token.isLiteral(token) ? 1 : Token.length(token);
            most = Math.max(most, ((int) (codes[token] & 63) + bytes - 1) / bytes);
        }
        return most;
    }

    /** Rows and columns of the grids. */
    int side() {
        return side;
    }

    /** The codes, with the header that tells them; not to be made again. */
    DynamicBlock block() {
        return block;
    }

    /** At most how many bits the tokens of so many bytes have. */
    long mostBits(int bytes) {
        return (long) mostBitsPerByte * bytes;
    }
}
