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
    private static final int ADVANCE_SHIFT = 16; // a step is a token and, above it, how many bytes it covers
    private static final int TOKEN_MASK = (1 << ADVANCE_SHIFT) - 1;
    /** Ends a run that fills all bits of a mask that are right. */
    private static final long SENTINEL = 1L << Masks.BITS;

    private final char[] firstHalf;
    private final char[] secondHalf;
    private final int[] firstCounts = new int[Token.COUNT];
    private final int[] secondCounts = new int[Token.COUNT];
    private int firstLength;
    private int secondLength;

    /** Parses blocks of up to {@code longest} bytes. */
    Parse(int longest) {
        firstHalf = new char[longest / 2 + 1];
        secondHalf = new char[longest / 2 + 1];
    }

    /** Parses a block whose masks are known; cuts them in the middle. */
    void parse(byte[] raw, int start, int length, Masks masks) {
        int middle = length / 2;
        masks.cut(middle);
        byte[] mask0 = masks.of(0);
        byte[] mask1 = masks.of(1);
        byte[] mask2 = masks.of(2);
        byte[] mask3 = masks.of(3);
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
            int step = step(raw[start + i], mask0, mask1, mask2, mask3, i);
            int other = step(raw[start + j], mask0, mask1, mask2, mask3, j);
            firstTokens[both] = (char) step;
            secondTokens[both] = (char) other;
            first[step & TOKEN_MASK]++;
            second[other & TOKEN_MASK]++;
            i += step >>> ADVANCE_SHIFT;
            j += other >>> ADVANCE_SHIFT;
        }
        firstLength = both;
        for (; i < middle; firstLength++) {
            int step = step(raw[start + i], mask0, mask1, mask2, mask3, i);
            firstTokens[firstLength] = (char) step;
            first[step & TOKEN_MASK]++;
            i += step >>> ADVANCE_SHIFT;
        }
        secondLength = both;
        for (; j < length; secondLength++) {
            int step = step(raw[start + j], mask0, mask1, mask2, mask3, j);
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

    private static int step(byte literal, byte[] mask0, byte[] mask1, byte[] mask2, byte[] mask3, int at) {
        long differs0 = Masks.from(mask0, at) | SENTINEL;
        long differs1 = Masks.from(mask1, at) | SENTINEL;
        long differs2 = Masks.from(mask2, at) | SENTINEL;
        long differs3 = Masks.from(mask3, at) | SENTINEL;
        // The length above two bits that are higher for cheaper distances.
        int best = Math.max(
                Math.max((zeros(differs0) << 2) | 3, (zeros(differs1) << 2) | 2),
                Math.max((zeros(differs2) << 2) | 1, zeros(differs3) << 2));
        int length = best >>> 2;
        if (length == Masks.BITS) {
            byte[] mask = best == ((Masks.BITS << 2) | 3) ? mask0 : longest(mask1, mask2, mask3, best & 3);
            length = longer(mask, at);
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

    private static byte[] longest(byte[] mask1, byte[] mask2, byte[] mask3, int rank) {
        return rank == 2 ? mask1 : rank == 1 ? mask2 : mask3;
    }

    /** The whole length of a match that is longer than the bits that were looked at. */
    private static int longer(byte[] mask, int at) {
        int length = Masks.BITS;
        int more = Masks.BITS;
        while (more == Masks.BITS && length < Alphabet.LONGEST_MATCH) {
            more = zeros(Masks.from(mask, at + length) | SENTINEL);
            length += more;
        }
        return Math.min(length, Alphabet.LONGEST_MATCH);
    }
}
