package io.atomicdatasets.inflate;

import java.util.Arrays;

/**
 * Lookup table of whole tokens: the next bits give one or two literals, or a match with its length, distance and extra bits.
 * Tokens of more bits than the index have no entry; they are decoded symbol by symbol.
 *
 * <p>Making the table takes as long as decoding some thousand tokens, so it stays empty until a block proves long enough.
 *
 * <p>An entry is packed into an int, 0 meaning none:
 *
 * <pre>
 *            31  30 ... 25  24  23 ..... 16  15 ...... 8  7   6   5 .. 0
 *          +---+----------+---+------------+------------+---+---+--------+
 * literals | 1 | 0        | 2 | second     | first      | 0     | bits   |
 *          +---+----------+---+------------+------------+---+---+--------+
 * match    | 0 | distance                  | length         | 0 | bits   |
 *          +---+---------------------------+----------------+---+--------+
 * bits: how many to consume         2: whether there is a second literal
 * </pre>
 *
 * <p>Not thread-safe.
 */
final class TokenTable {
    /** Nearly all tokens of sparse grids have no more bits, and the table takes half of a 32 KiB L1 cache. */
    private static final int BITS = 12;

    static final int MASK = (1 << BITS) - 1;
    static final int NONE = 0;

    private static final int LITERALS = Integer.MIN_VALUE;
    private static final int TWO_LITERALS = 1 << 24;
    private static final int LARGEST_DISTANCE = (1 << 15) - 1;

    /** The entries; not to be written to. */
    final int[] entries = new int[MASK + 1];

    private boolean isEmpty = true;

    boolean isEmpty() {
        return isEmpty;
    }

    /** Removes all entries. */
    void clear() {
        if (!isEmpty) {
            Arrays.fill(entries, NONE);
            isEmpty = true;
        }
    }

    /** Makes the table for the two codes of a block. */
    void make(DecodingTable literalsAndLengths, DecodingTable distances) {
        for (int bits = 0; bits <= MASK; bits++) {
            int symbol = DecodingTable.entry(literalsAndLengths.entries, bits);
            int count = Symbols.bits(symbol);
            boolean isToken = (symbol & Symbols.SPECIAL) == 0 && count <= BITS;
            if (!isToken) {
                entries[bits] = NONE;
            } else if (symbol < 0) {
                int next = DecodingTable.entry(literalsAndLengths.entries, bits >>> count);
                entries[bits] = literals(symbol, count, next);
            } else {
                int distance = DecodingTable.entry(distances.entries, bits >>> count);
                entries[bits] = match(Symbols.value(symbol, bits), count, distance, bits >>> count);
            }
        }
        isEmpty = false;
    }

    private static int literals(int symbol, int count, int next) {
        int one = LITERALS | (Symbols.value(symbol) & 0xFF) << 8 | count;
        boolean areTwo = next < 0 && count + Symbols.bits(next) <= BITS;
        return areTwo ? (one | TWO_LITERALS | (Symbols.value(next) & 0xFF) << 16) + Symbols.bits(next) : one;
    }

    private static int match(int length, int count, int symbol, int bits) {
        int distance = Symbols.value(symbol, bits);
        int all = count + Symbols.bits(symbol);
        boolean isToken = (symbol & Symbols.SPECIAL) == 0 && all <= BITS && distance <= LARGEST_DISTANCE;
        return isToken ? distance << 16 | length << 7 | all : NONE;
    }

    /** How many bits to consume. Shifting by the entry itself does the same: shifts use the lowest six bits only. */
    static int bits(int entry) {
        return entry & 63;
    }

    /** The literals, the first in the lowest byte; only the lowest two bytes count. */
    static int literals(int entry) {
        return entry >>> 8;
    }

    /** How many literals, 1 or 2. */
    static int literalCount(int entry) {
        return 1 + (entry >>> 24 & 1);
    }

    static int length(int entry) {
        return entry >>> 7 & 511;
    }

    static int distance(int entry) {
        return entry >>> 16;
    }
}
