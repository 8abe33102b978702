package io.atomicdatasets.deflate;

/**
 * Huffman codes made beforehand from a sample of the grids to be encoded. With them a token can be written as soon as it is
 * found, and a segment is a single block with a single header.
 *
 * <p>They can encode every grid of the sample's side and the given values: each token that may occur has a code, even if the
 * sample does not contain it. The same sample gives the same codes. Immutable.
 */
public final class TrainedCode {
    /** Weight of a token of the sample against 1 for each of the 1,024 matches that merely may occur. */
    private static final int WEIGHT = 64;

    private final int side;
    private final DynamicBlock block = new DynamicBlock();
    private final int mostBitsPerByte;

    /**
     * Makes codes for grids like these.
     *
     * @param sample grids as described in {@link SegmentEncoder#encodeGrids}, from index 0
     * @param length how many bytes they have
     * @param side rows and columns of a grid, 8..32
     * @param values those that a cell may hold besides 0, 1..255 each
     */
    public TrainedCode(byte[] sample, int length, int side, int[] values) {
        this.side = side;
        MatchBits matches = new MatchBits();
        int[] counts = count(sample, length, matches);
        level(counts, values);
        block.make(counts, matches);
        mostBitsPerByte = longestPerByte(block.codes());
    }

    private int[] count(byte[] sample, int length, MatchBits matches) {
        Parse parse = new Parse();
        int[] counts = new int[Token.COUNT];
        long[] unknown = {};
        matches.fillGrids(sample, 0, 0, 0, side, unknown); // chooses the distances even if the sample is empty
        for (int start = 0; start < length; start += MatchBits.LONGEST_BLOCK) {
            int size = Math.min(MatchBits.LONGEST_BLOCK, length - start);
            matches.fillGrids(sample, 0, start, size, side, unknown);
            parse.parse(sample, start, size, matches);
            for (int token = 0; token < Token.COUNT; token++) {
                counts[token] += WEIGHT * parse.counts()[token];
            }
        }
        return counts;
    }

    /** Gives all values the same weight, since they are drawn uniformly, and every possible token at least 1. */
    private static void level(int[] counts, int[] values) {
        long sum = 0;
        for (int value : values) {
            sum += counts[value];
        }
        for (int value : values) {
            counts[value] = (int) (sum / values.length) + 1;
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

    /** The codes and the header that describes them; not to be made again. */
    DynamicBlock block() {
        return block;
    }

    /** An upper bound on the bits that the tokens of so many bytes take. */
    long mostBits(int bytes) {
        return (long) mostBitsPerByte * bytes;
    }
}
