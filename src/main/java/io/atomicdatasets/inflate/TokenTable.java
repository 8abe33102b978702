package io.atomicdatasets.inflate;

import java.util.Arrays;

/**
 * Whole tokens by the next bits: one or two literals, or a match, length and distance and their extra bits together. What has
 * more bits than the table, and what is no token, has no entry and is decoded in two steps.
 *
 * <p>Making a table takes as long as decoding some thousand tokens, so it is empty until it is worth it.
 *
 * <p>An entry is an int: how many bits to go on by (6 bits), then for a match its length (from bit 7) and its distance (from
 * bit 16); for literals, which the sign tells, the first (from bit 8), the second (from bit 16), and whether there is one (bit
 * 24). So one comparison tells them apart.
 *
 * <p>For one thread at a time.
 */
final class TokenTable {
    /** Nearly all tokens of grids have no more bits, and the table is half the first cache. */
    private static final int BITS = 12;

    static final int MASK = (1 << BITS) - 1;
    static final int NONE = 0;

    private static final int LITERALS = Integer.MIN_VALUE;
    private static final int TWO_LITERALS = 1 << 24;
    private static final int LARGEST_DISTANCE = (1 << 15) - 1;

    /** The entries; this table's own. */
    final int[] entries = new int[MASK + 1];

    private boolean isEmpty = true;

    boolean isEmpty() {
        return isEmpty;
    }

    /** Forgets all tokens. */
    void clear() {
        if (!isEmpty) {
            Arrays.fill(entries, NONE);
            isEmpty = true;
        }
    }

    /** Finds the tokens of a block's two codes. */
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

    /** How many bits to go on by. A shift by the entry itself is one by as many: it looks at the lowest six bits only. */
    static int bits(int entry) {
        return entry & 63;
    }

    /** The literals, the first lowest; above them there may be other bits. */
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
