package io.atomicdatasets.inflate;

/**
 * What the symbols of both alphabets mean, as entries of a {@link DecodingTable} that do not know their codes yet.
 *
 * <p>An entry is an int: how many bits to go on by, code and extra bits together (6 bits), how many the code has (4), two
 * flags, and from bit 16 a value; the sign tells a literal. So a literal is known by one comparison, and a length or distance
 * by one shift and one mask.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2.5">RFC 1951, section 3.2.5</a>
 */
final class Symbols {
    static final int LITERAL = Integer.MIN_VALUE;
    /** Neither a literal nor a length nor a distance: the end of the block, a way to a longer code, or no code. */
    static final int SPECIAL = 1 << 10;

    static final int LONGER_CODE = 1 << 11;
    static final int END_OF_BLOCK = SPECIAL | 1 << 12;
    static final int INVALID = SPECIAL;

    private static final int CODE_BITS_SHIFT = 6;
    private static final int CODE_BITS_MASK = 15;
    private static final int VALUE_SHIFT = 16;

    /** The symbols of a block's first code: literals, the end, lengths, and two that must not occur. */
    static final int[] LITERALS_AND_LENGTHS = new int[288];

    /** The symbols of a block's second code, and two that must not occur. */
    static final int[] DISTANCES = new int[32];

    /** The symbols of the code that tells the lengths of the other two: plain numbers. */
    static final int[] CODE_LENGTHS = new int[19];

    static {
        for (int literal = 0; literal < 256; literal++) {
            LITERALS_AND_LENGTHS[literal] = LITERAL | literal << VALUE_SHIFT;
        }
        LITERALS_AND_LENGTHS[256] = END_OF_BLOCK;
        int length = 3;
        for (int symbol = 257; symbol < 285; symbol++) {
            int extraBits = Math.max(0, (symbol - 261) / 4);
            LITERALS_AND_LENGTHS[symbol] = length << VALUE_SHIFT | extraBits;
            length += 1 << extraBits;
        }
        LITERALS_AND_LENGTHS[285] = 258 << VALUE_SHIFT;
        LITERALS_AND_LENGTHS[286] = INVALID;
        LITERALS_AND_LENGTHS[287] = INVALID;

        int distance = 1;
        for (int symbol = 0; symbol < 30; symbol++) {
            int extraBits = Math.max(0, (symbol - 2) / 2);
            DISTANCES[symbol] = distance << VALUE_SHIFT | extraBits;
            distance += 1 << extraBits;
        }
        DISTANCES[30] = INVALID;
        DISTANCES[31] = INVALID;

        for (int symbol = 0; symbol < CODE_LENGTHS.length; symbol++) {
            CODE_LENGTHS[symbol] = symbol << VALUE_SHIFT;
        }
    }

    private Symbols() {}

    /** A symbol that has a code of so many bits. */
    static int withCode(int symbol, int codeBits) {
        return symbol + codeBits | codeBits << CODE_BITS_SHIFT;
    }

    /** The way to codes longer than a table has bits. */
    static int longerCode(int start) {
        return SPECIAL | LONGER_CODE | start << VALUE_SHIFT;
    }

    /** How many bits to go on by. A shift by the entry itself is one by as many: it looks at the lowest six bits only. */
    static int bits(int entry) {
        return entry & 63;
    }

    /** The value without its extra bits. */
    static int value(int entry) {
        return entry >>> VALUE_SHIFT;
    }

    /** The value with its extra bits, which stand behind the code. */
    static int value(int entry, long bits) {
        return (entry >>> VALUE_SHIFT)
                + (int) ((bits & ~(-1L << entry)) >>> (entry >>> CODE_BITS_SHIFT & CODE_BITS_MASK));
    }
}
