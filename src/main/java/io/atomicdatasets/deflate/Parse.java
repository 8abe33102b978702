package io.atomicdatasets.deflate;

import java.util.Arrays;

/**
 * The literals and matches of a block, found by lazy matching (RFC 1951, section 4): at each position the longest of the four
 * matches, ties to the cheaper distance, unless the match at the next position is longer.
 *
 * <p>Each step starts where the one before ended, so a single walk is bound by latency. Two walks are interleaved, one on each
 * half of the block.
 *
 * <p>Not thread-safe; reused for one block after the other.
 */
final class Parse {
    static final int ADVANCE_SHIFT = 16; // a step is a token and, above it, how many bytes it covers
    static final int TOKEN_MASK = (1 << ADVANCE_SHIFT) - 1;
    /** Ends a run that fills all valid bits of a bitmap. */
    private static final long SENTINEL = 1L << MatchBits.BITS;

    private final char[] firstHalf = new char[MatchBits.LONGEST_BLOCK / 2 + 1];
    private final char[] secondHalf = new char[MatchBits.LONGEST_BLOCK / 2 + 1];
    private final int[] firstCounts = new int[Token.COUNT];
    private final int[] secondCounts = new int[Token.COUNT];
    private int firstLength;
    private int secondLength;

    /** Parses a block whose match bits are filled; cuts them in the middle. */
    void parse(byte[] raw, int start, int length, MatchBits matches) {
        int middle = length / 2;
        matches.cut(middle);
        byte[] differing = matches.all();
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

    /** How often each token occurs; not to be written to. */
    int[] counts() {
        return firstCounts;
    }

    /** Writes the code of every token. */
    void writeTo(BitWriter out, long[] codes) {
        out.putAll(firstHalf, firstLength, codes);
        out.putAll(secondHalf, secondLength, codes);
    }

    /** The step at a position of a block: its token and, from bit {@link #ADVANCE_SHIFT} up, how many bytes that covers. */
    static int step(byte literal, byte[] bitmaps, int at) {
        long differs0 = MatchBits.from(bitmaps, 0, at) | SENTINEL;
        long differs1 = MatchBits.from(bitmaps, 1, at) | SENTINEL;
        long differs2 = MatchBits.from(bitmaps, 2, at) | SENTINEL;
        long differs3 = MatchBits.from(bitmaps, 3, at) | SENTINEL;
        // Lengths with two low bits that are higher for cheaper distances, so that a maximum breaks ties.
        int best = Math.max(
                Math.max((zeros(differs0) << 2) | 3, (zeros(differs1) << 2) | 2),
                Math.max((zeros(differs2) << 2) | 1, zeros(differs3) << 2));
        int length = best >>> 2;
        if (length == MatchBits.BITS) {
            length = longer(bitmaps, 3 - (best & 3), at);
        }
        int next = Math.max(
                Math.max(zeros(differs0 >>> 1), zeros(differs1 >>> 1)),
                Math.max(zeros(differs2 >>> 1), zeros(differs3 >>> 1)));
        // All ones if this is a match: a branch here would be mispredicted half of the time.
        int isMatch = ((Alphabet.SHORTEST_MATCH - 1 - length) & (next - length - 1)) >> 31;
        int match = (length << ADVANCE_SHIFT) | Token.match(3 - (best & 3), length);
        int single = (1 << ADVANCE_SHIFT) | (literal & 0xFF);
        return single ^ ((single ^ match) & isMatch);
    }

    private static int zeros(long bits) {
        return Long.numberOfTrailingZeros(bits);
    }

    /** The length of a match that exceeds the valid bits of one look. */
    private static int longer(byte[] bitmaps, int place, int at) {
        int length = MatchBits.BITS;
        int more = MatchBits.BITS;
        while (more == MatchBits.BITS && length < Alphabet.LONGEST_MATCH) {
            more = zeros(MatchBits.from(bitmaps, place, at + length) | SENTINEL);
            length += more;
        }
        return Math.min(length, Alphabet.LONGEST_MATCH);
    }
}
