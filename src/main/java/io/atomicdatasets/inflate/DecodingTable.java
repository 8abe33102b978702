package io.atomicdatasets.inflate;

import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * Two-level lookup table of a Huffman code: indexed by the next bits, it gives the symbol whose code they begin with. An
 * entry for codes longer than the index leads to a second table.
 *
 * <p>Not thread-safe; made anew for each block.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2.2">RFC 1951, section 3.2.2</a>
 */
final class DecodingTable {
    static final int LONGEST_CODE = 15;
    /** Covers nearly all codes that occur, and the table still fits into the L1 cache. */
    static final int INDEX_BITS = 10;

    static final int INDEX_MASK = (1 << INDEX_BITS) - 1;
    static final int SECOND_MASK = (1 << (LONGEST_CODE - INDEX_BITS)) - 1;

    /** First table, then the second ones; {@link Symbols} describes an entry. Not to be written to. */
    final int[] entries;

    private final String name;
    private final int[] symbols;
    private final boolean singleAllowed;
    private final int[] countOfLength = new int[LONGEST_CODE + 1];
    private final int[] nextCode = new int[LONGEST_CODE + 2];

    /**
     * A table for these symbols.
     *
     * @param name of the alphabet, for errors
     * @param singleAllowed whether a code may be incomplete if it has only one symbol, of one bit
     */
    DecodingTable(String name, int[] symbols, boolean singleAllowed) {
        this.name = name;
        this.symbols = symbols;
        this.singleAllowed = singleAllowed;
        entries = new int[INDEX_MASK + 1 + symbols.length * (SECOND_MASK + 1)];
    }

    /** The entry of the symbol whose code the bits begin with. */
    static int entry(int[] entries, long bits) {
        int entry = entries[(int) bits & INDEX_MASK];
        return (entry & Symbols.LONGER_CODE) == 0
                ? entry
                : entries[Symbols.value(entry) + ((int) (bits >>> INDEX_BITS) & SECOND_MASK)];
    }

    /**
     * Makes the table of the canonical code with these lengths.
     *
     * @throws ZipException if the lengths are over-subscribed or incomplete
     */
    void make(int[] lengths, int from, int count) throws ZipException {
        Arrays.fill(countOfLength, 0);
        for (int symbol = 0; symbol < count; symbol++) {
            countOfLength[lengths[from + symbol]]++;
        }
        countOfLength[0] = 0;
        checkIsCode();
        Arrays.fill(entries, 0, INDEX_MASK + 1, Symbols.INVALID);
        int secondEnd = INDEX_MASK + 1;
        for (int symbol = 0; symbol < count; symbol++) {
            int length = lengths[from + symbol];
            if (length > 0) {
                int code = Integer.reverse(nextCode[length]++) >>> (Integer.SIZE - length);
                int entry = Symbols.withCode(symbols[symbol], length);
                if (length <= INDEX_BITS) {
                    put(entry, code, 1 << length, 0, INDEX_MASK + 1);
                } else {
                    int index = code & INDEX_MASK;
                    if (entries[index] == Symbols.INVALID) {
                        Arrays.fill(entries, secondEnd, secondEnd + SECOND_MASK + 1, Symbols.INVALID);
                        entries[index] = Symbols.longerCode(secondEnd);
                        secondEnd += SECOND_MASK + 1;
                    }
                    put(
                            entry,
                            code >>> INDEX_BITS,
                            1 << (length - INDEX_BITS),
                            Symbols.value(entries[index]),
                            SECOND_MASK + 1);
                }
            }
        }
    }

    /** Fills all entries of a table whose index ends in the code. */
    private void put(int entry, int code, int step, int start, int size) {
        for (int i = code; i < size; i += step) {
            entries[start + i] = entry;
        }
    }

    /** Computes the first code of each length; refuses lengths whose codes do not fit (Kraft's inequality) or leave gaps. */
    private void checkIsCode() throws ZipException {
        int code = 0;
        int longest = 0;
        for (int length = 1; length <= LONGEST_CODE; length++) {
            nextCode[length] = code;
            code += countOfLength[length];
            if (code > 1 << length) {
                throw new ZipException("has an over-subscribed Huffman code for " + name);
            }
            longest = countOfLength[length] > 0 ? length : longest;
            code <<= 1;
        }
        if (code < 1 << (LONGEST_CODE + 1) && longest > (singleAllowed ? 1 : 0)) {
            throw new ZipException("has an incomplete Huffman code for " + name);
        }
    }
}
