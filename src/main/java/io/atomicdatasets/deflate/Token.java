package io.atomicdatasets.deflate;

/**
 * A literal or a match as a number: 0..255 are the literals; then come, for each of the four distances of {@link MatchBits}, the
 * matches of lengths 3..258.
 */
final class Token {
    /** How many different distances a match can have. */
    static final int DISTANCES = 4;

    /** How many tokens there are. */
    static final int COUNT = Alphabet.LITERALS + (DISTANCES << 8);

    private Token() {}

    /** The token of a match of 3..258 bytes at the distance with this index, 0..3. */
    static int match(int place, int length) {
        return Alphabet.LITERALS + (place << 8) + length - Alphabet.SHORTEST_MATCH;
    }

    static boolean isLiteral(int token) {
        return token < Alphabet.LITERALS;
    }

    /** The index of a match's distance, 0..3. */
    static int place(int token) {
        return (token - Alphabet.LITERALS) >>> 8;
    }

    /** The length of a match. */
    static int length(int token) {
        return (token & 0xFF) + Alphabet.SHORTEST_MATCH;
    }
}
