package io.atomicdatasets.deflate;

/**
 * The alphabets of DEFLATE: the symbols of match lengths and distances, and their extra bits.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2.5">RFC 1951, section 3.2.5</a>
 */
final class Alphabet {
    static final int SHORTEST_MATCH = 3;
    static final int LONGEST_MATCH = 258;
    static final int LONGEST_DISTANCE = 32_768;

    static final int LITERALS = 256;
    static final int END_OF_BLOCK = 256;
    static final int LITERALS_AND_LENGTHS = 286;
    static final int DISTANCES = 30;

    private static final int FIRST_LENGTH = 257;
    private static final int SYMBOL_OF_258 = 285;

    private Alphabet() {}

    /** The symbol of a length 3..258. */
    static int lengthSymbol(int length) {
        return length == LONGEST_MATCH ? SYMBOL_OF_258 : FIRST_LENGTH + symbol(length - SHORTEST_MATCH, 4);
    }

    /** How many extra bits follow the symbol of a length. */
    static int lengthExtraBits(int length) {
        return length == LONGEST_MATCH ? 0 : extraBits(length - SHORTEST_MATCH, 4);
    }

    /** The value of the extra bits of a length. */
    static int lengthExtra(int length) {
        return (length - SHORTEST_MATCH) & ((1 << lengthExtraBits(length)) - 1);
    }

    /** The symbol of a distance 1..32768. */
    static int distanceSymbol(int distance) {
        return symbol(distance - 1, 2);
    }

    /** How many extra bits follow the symbol of a distance. */
    static int distanceExtraBits(int distance) {
        return extraBits(distance - 1, 2);
    }

    /** The value of the extra bits of a distance. */
    static int distanceExtra(int distance) {
        return (distance - 1) & ((1 << distanceExtraBits(distance)) - 1);
    }

    /** In both alphabets the range of a symbol doubles after each {@code perStep} symbols; the first two groups have range 1. */
    private static int symbol(int offset, int perStep) {
        int extra = extraBits(offset, perStep);
        return perStep * extra + (offset >>> extra);
    }

    private static int extraBits(int offset, int perStep) {
        int steps = offset / perStep;
        return steps == 0 ? 0 : Integer.SIZE - 1 - Integer.numberOfLeadingZeros(steps);
    }
}
