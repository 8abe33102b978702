package io.atomicdatasets.inflate;

/**
 * The symbols of the alphabets of DEFLATE, as entries for a {@link DecodingTable} that lack only their codes.
 *
 * <p>An entry is packed into an int:
 *
 * <pre>
 *   31  30 ......... 16  15..13  12   11   10  9 ....... 6  5 ............... 0
 * +---+----------------+-------+----+----+----+------------+-------------------+
 * | L | value          | 0     | E  | T  | S  | code bits  | code + extra bits |
 * +---+----------------+-------+----+----+----+------------+-------------------+
 * L literal, so that one comparison with 0 finds it       T the value is where a second table starts
 * S special: none of literal, length and distance         E end of block
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2.5">RFC 1951, section 3.2.5</a>
 */
final class Symbols {
    static final int LITERAL = Integer.MIN_VALUE;
    /** Set where an entry is neither a literal nor a length nor a distance: end of block, second table, or no code. */
    static final int SPECIAL = 1 << 10;

    static final int LONGER_CODE = 1 << 11;
    static final int END_OF_BLOCK = SPECIAL | 1 << 12;
    static final int INVALID = SPECIAL;

    private static final int CODE_BITS_SHIFT = 6;
    private static final int CODE_BITS_MASK = 15;
    private static final int VALUE_SHIFT = 16;

    /** Literals, end of block, lengths, and two symbols that have a fixed code but must not occur. */
    static final int[] LITERALS_AND_LENGTHS = new int[288];

    /** Distances, and two symbols that have a fixed code but must not occur. */
    static final int[] DISTANCES = new int[32];

    /** The code length alphabet (section 3.2.7): 0..18 as plain numbers. */
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

    /** The symbol with a code of so many bits. */
    static int withCode(int symbol, int codeBits) {
        return symbol + codeBits | codeBits << CODE_BITS_SHIFT;
    }

    /** Leads to the second table, for codes longer than the first one's index. */
    static int longerCode(int start) {
        return SPECIAL | LONGER_CODE | start << VALUE_SHIFT;
    }

    /** How many bits to consume. Shifting by the entry itself does the same: shifts use the lowest six bits only. */
    static int bits(int entry) {
        return entry & 63;
    }

    /** The value without its extra bits. */
    static int value(int entry) {
        return entry >>> VALUE_SHIFT;
    }

    /** The value with its extra bits, which follow the code. */
    static int value(int entry, long bits) {
        return (entry >>> VALUE_SHIFT)
                + (int) ((bits & ~(-1L << entry)) >>> (entry >>> CODE_BITS_SHIFT & CODE_BITS_MASK));
    }
}
