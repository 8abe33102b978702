package io.atomicdatasets.deflate;

import java.util.Arrays;

/**
 * A block cut into literals and matches: at each place the longest of the four matches, ties to the cheaper distance,
 * unless the match one place further is longer (lazy by one, as in RFC 1951, section 4).
 *
 * <p>Where a step ends depends on the step before, so a single walk waits most of the time. Two walk at once, one on each
 * half of the block.
 *
 * <p>For one thread at a time; filled again for each block.
 */
final class Parse {
    static final int ADVANCE_SHIFT = 16; // a step is a token and, above it, how many bytes it covers
    static final int TOKEN_MASK = (1 << ADVANCE_SHIFT) - 1;
    /** Ends a run that fills all bits of a mask that are right. */
    private static final long SENTINEL = 1L << Masks.BITS;

    private final char[] firstHalf = new char[Masks.LONGEST_BLOCK / 2 + 1];
    private final char[] secondHalf = new char[Masks.LONGEST_BLOCK / 2 + 1];
    private final int[] firstCounts = new int[Token.COUNT];
    private final int[] secondCounts = new int[Token.COUNT];
    private int firstLength;
    private int secondLength;

    /** Parses a block whose masks are known; cuts them in the middle. */
    void parse(byte[] raw, int start, int length, Masks masks) {
        int middle = length / 2;
        masks.cut(middle);
        byte[] differing = masks.all();
        char[] firstTokens = firstHalf;
        char[] secondTokens = secondHalf;
        int[] first = firstCounts;
        int[] second = secondCounts;
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);

        int i = 0;
        int j = middle;
        int both = 0;
        for (; i < middle && j < length; both++) {
            int step = step(raw[start + i], differing, i);
            int other = step(raw[start + j], differing, j);
            firstTokens[both] = (char) step;
            secondTokens[both] = (char) other;
            first[step & TOKEN_MASK]++;
            second[other & TOKEN_MASK]++;
            i += step >>> ADVANCE_SHIFT;
            j += other >>> ADVANCE_SHIFT;
        }
        firstLength = both;
        for (; i < middle; firstLength++) {
            int step = step(raw[start + i], differing, i);
            firstTokens[firstLength] = (char) step;
            first[step & TOKEN_MASK]++;
            i += step >>> ADVANCE_SHIFT;
        }
        secondLength = both;
        for (; j < length; secondLength++) {
            int step = step(raw[start + j], differing, j);
            secondTokens[secondLength] = (char) step;
            second[step & TOKEN_MASK]++;
            j += step >>> ADVANCE_SHIFT;
        }
        for (int token = 0; token < Token.COUNT; token++) {
            first[token] += second[token];
        }
    }

    /** How often each token occurs; this buffer's own array. */
    int[] counts() {
        return firstCounts;
    }

    /** Writes all tokens by their codes. */
    void writeTo(BitWriter out, long[] codes) {
        out.putAll(firstHalf, firstLength, codes);
        out.putAll(secondHalf, secondLength, codes);
    }

    /** The step at a place of a block: its token and, from {@link #ADVANCE_SHIFT} up, how many bytes that covers. */
    static int step(byte literal, byte[] masks, int at) {
        long differs0 = Masks.from(masks, 0, at) | SENTINEL;
        long differs1 = Masks.from(masks, 1, at) | SENTINEL;
        long differs2 = Masks.from(masks, 2, at) | SENTINEL;
        long differs3 = Masks.from(masks, 3, at) | SENTINEL;
        // The length above two bits that are higher for cheaper distances.
        int best = Math.max(
                Math.max((zeros(differs0) << 2) | 3, (zeros(differs1) << 2) | 2),
                Math.max((zeros(differs2) << 2) | 1, zeros(differs3) << 2));
        int length = best >>> 2;
        if (length == Masks.BITS) {
            length = longer(masks, 3 - (best & 3), at);
        }
        int next = Math.max(
                Math.max(zeros(differs0 >>> 1), zeros(differs1 >>> 1)),
                Math.max(zeros(differs2 >>> 1), zeros(differs3 >>> 1)));
        // All ones if this is a match: nobody could predict a branch here.
        int isMatch = ((Alphabet.SHORTEST_MATCH - 1 - length) & (next - length - 1)) >> 31;
        int match = (length << ADVANCE_SHIFT) | Token.match(3 - (best & 3), length);
        int single = (1 << ADVANCE_SHIFT) | (literal & 0xFF);
        return single ^ ((single ^ match) & isMatch);
    }

    private static int zeros(long bits) {
        return Long.numberOfTrailingZeros(bits);
    }

    /** The whole length of a match that is longer than the bits that were looked at. */
    private static int longer(byte[] masks, int place, int at) {
        int length = Masks.BITS;
        int more = Masks.BITS;
        while (more == Masks.BITS && length < Alphabet.LONGEST_MATCH) {
            more = zeros(Masks.from(masks, place, at + length) | SENTINEL);
            length += more;
        }
        return Math.min(length, Alphabet.LONGEST_MATCH);
    }
}
