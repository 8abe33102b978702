package io.atomicdatasets.inflate;

import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * A Huffman code to be read: the next bits are an index, the entry there is the symbol they begin with. Codes that are longer
 * than the index go on in a part of their own behind it.
 *
 * <p>For one thread at a time; made again for each block.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2.2">RFC 1951, section 3.2.2</a>
 */
final class DecodingTable {
    static final int LONGEST_CODE = 15;
    /** Long enough for nearly all codes that occur, short enough for the first cache. */
    static final int INDEX_BITS = 10;

    static final int INDEX_MASK = (1 << INDEX_BITS) - 1;
    static final int PART_MASK = (1 << (LONGEST_CODE - INDEX_BITS)) - 1;

    /** The entries, as {@link Symbols} describes them; this table's own. */
    final int[] entries;

    private final String name;
    private final int[] symbols;
    private final boolean singleAllowed;
    private final int[] countOfLength = new int[LONGEST_CODE + 1];
    private final int[] nextCode = new int[LONGEST_CODE + 2];

    /**
     * A table for these symbols.
     *
     * @param name for errors
     * @param singleAllowed whether a code of one symbol may be one bit, the other value of which is no code
     */
    DecodingTable(String name, int[] symbols, boolean singleAllowed) {
        this.name = name;
        this.symbols = symbols;
        this.singleAllowed = singleAllowed;
        entries = new int[INDEX_MASK + 1 + symbols.length * (PART_MASK + 1)];
    }

    /** The entry of the symbol that these bits begin with. */
    static int entry(int[] entries, long bits) {
        int entry = entries[(int) bits & INDEX_MASK];
        return (entry & Symbols.LONGER_CODE) == 0
                ? entry
                : entries[Symbols.value(entry) + ((int) (bits >>> INDEX_BITS) & PART_MASK)];
    }

    /**
     * Makes the table for the code in which the symbols have these lengths.
     *
     * @throws ZipException if no code has them, or if some bits would be no code
     */
    void make(int[] lengths, int from, int count) throws ZipException {
        Arrays.fill(countOfLength, 0);
        for (int symbol = 0; symbol < count; symbol++) {
            countOfLength[lengths[from + symbol]]++;
        }
        countOfLength[0] = 0;
        checkIsCode();
        Arrays.fill(entries, 0, INDEX_MASK + 1, Symbols.INVALID);
        int partEnd = INDEX_MASK + 1;
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
                        Arrays.fill(entries, partEnd, partEnd + PART_MASK + 1, Symbols.INVALID);
                        entries[index] = Symbols.longerCode(partEnd);
                        partEnd += PART_MASK + 1;
                    }
                    put(
                            entry,
                            code >>> INDEX_BITS,
                            1 << (length - INDEX_BITS),
                            Symbols.value(entries[index]),
                            PART_MASK + 1);
                }
            }
        }
    }

    /** Fills all places of a part whose lowest bits are the code. */
    private void put(int entry, int code, int step, int start, int size) {
        for (int i = code; i < size; i += step) {
            entries[start + i] = entry;
        }
    }

    /** Computes the first code of each length, and that all together are neither too many nor too few. */
    private void checkIsCode() throws ZipException {
        int code = 0;
        int longest = 0;
        for (int length = 1; length <= LONGEST_CODE; length++) {
            nextCode[length] = code;
            code += countOfLength[length];
            if (code > 1 << length) {
                throw new ZipException("has " + name + " whose codes are too many for their lengths");
            }
            longest = countOfLength[length] > 0 ? length : longest;
            code <<= 1;
        }
        if (code < 1 << (LONGEST_CODE + 1) && longest > (singleAllowed ? 1 : 0)) {
            throw new ZipException("has " + name + " whose codes are too few for their lengths");
        }
    }
}
