package io.atomicdatasets.deflate;

/**
 * A step of the parse as a number: a byte as it is, or a match by its distance's place and its length.
 *
 * <p>0..255 are the literals; behind them stand, for each of four distances, the lengths 3..258.
 */
final class Token {
    /** How many distances a match can have. */
    static final int DISTANCES = 4;

    /** How many tokens there are. */
    static final int COUNT = Alphabet.LITERALS + (DISTANCES << 8);

    private Token() {}

    /** The token of a match of 3..258 bytes at the distance in this place, 0..3. */
    static int match(int place, int length) {
        return Alphabet.LITERALS + (place << 8) + length - Alphabet.SHORTEST_MATCH;
    }

    static boolean isLiteral(int token) {
        return token < Alphabet.LITERALS;
    }

    /** The place of a match's distance. */
    static int place(int token) {
        return (token - Alphabet.LITERALS) >>> 8;
    }

    /** The length of a match. */
    static int length(int token) {
        return (token & 0xFF) + Alphabet.SHORTEST_MATCH;
    }
}
