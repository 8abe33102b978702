package io.atomicdatasets.deflate;

import java.util.Arrays;

/**
 * A canonical Huffman code with a longest length: Huffman's tree by two queues, then codes that are too long shortened at
 * the cost of others until the code is complete again.
 *
 * <p>For one thread at a time; made again for each block.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2.2">RFC 1951, section 3.2.2</a>
 */
final class HuffmanCode {
    private static final int SYMBOL_BITS = 9;
    private static final int SYMBOL_MASK = (1 << SYMBOL_BITS) - 1;

    private final int longest;
    private final int[] lengths;
    private final int[] codes;
    private final int[] codesOfLength;
    private final int[] nextCode;

    /** The used symbols, each behind its frequency, so that sorting sorts by frequency. */
    private final long[] byFrequency;
    // The tree: leaves by ascending frequency, then inner nodes in the order they were made, the root last.
    private final long[] weights;
    private final int[] parents;
    private final int[] depths;

    /** A code of up to {@code symbols} symbols, 1..512, with no length above {@code longest}. */
    HuffmanCode(int symbols, int longest) {
        this.longest = longest;
        lengths = new int[symbols];
        codes = new int[symbols];
        codesOfLength = new int[longest + 1];
        nextCode = new int[longest + 1];
        byFrequency = new long[symbols];
        weights = new long[2 * symbols];
        parents = new int[2 * symbols];
        depths = new int[2 * symbols];
    }

    /** Makes the best code for these frequencies; a symbol that is alone gets one bit, one that does not occur none. */
    void make(int[] frequencies) {
        int used = sort(frequencies);
        Arrays.fill(codesOfLength, 0);
        countLengths(used);
        shorten();
        assignLengths();
        assignCodes();
    }

    /** The length of a symbol's code in bits, 0 if it has none. */
    int length(int symbol) {
        return lengths[symbol];
    }

    /** A symbol's code, its first bit lowest, as it is written. */
    int code(int symbol) {
        return codes[symbol];
    }

    /** How many symbols there are up to the last that has a code. */
    int symbols() {
        int count = lengths.length;
        while (count > 0 && lengths[count - 1] == 0) {
            count--;
        }
        return count;
    }

    /** Sorts the symbols that occur; gives how many they are. */
    private int sort(int[] frequencies) {
        int used = 0;
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            if (frequencies[symbol] > 0) {
                byFrequency[used++] = ((long) frequencies[symbol] << SYMBOL_BITS) | symbol;
            }
        }
        Arrays.sort(byFrequency, 0, used);
        return used;
    }

    /** Counts how many codes Huffman's tree has of each length, those that are too long as the longest. */
    private void countLengths(int used) {
        if (used == 1) {
            codesOfLength[1] = 1;
        }
        if (used < 2) {
            return;
        }
        for (int leaf = 0; leaf < used; leaf++) {
            weights[leaf] = byFrequency[leaf] >>> SYMBOL_BITS;
        }
        int nextLeaf = 0;
        int nextInner = used;
        int root = 2 * used - 2;
        for (int node = used; node <= root; node++) {
            weights[node] = 0;
            for (int child = 0; child < 2; child++) {
                boolean leafIsLighter =
                        nextLeaf < used && (nextInner >= node || weights[nextLeaf] <= weights[nextInner]);
                int lightest = leafIsLighter ? nextLeaf++ : nextInner++;
                weights[node] += weights[lightest];
                parents[lightest] = node;
            }
        }
        depths[root] = 0;
        for (int node = root - 1; node >= 0; node--) {
            depths[node] = depths[parents[node]] + 1;
            if (node < used) {
                codesOfLength[Math.min(depths[node], longest)]++;
            }
        }
    }

    /**
     * Makes the code complete where lengths were cut: each turn hangs one of the longest codes beside the longest code that
     * is shorter, which becomes one bit longer. That frees the share of one longest code, so the loop ends exactly.
     */
    private void shorten() {
        int excess = -(1 << longest);
        for (int length = 1; length <= longest; length++) {
            excess += codesOfLength[length] << (longest - length);
        }
        for (; excess > 0; excess--) {
            int length = longest - 1;
            while (codesOfLength[length] == 0) {
                length--;
            }
            codesOfLength[length]--;
            codesOfLength[length + 1] += 2;
            codesOfLength[longest]--;
        }
    }

    private void assignLengths() {
        Arrays.fill(lengths, 0);
        int next = 0; // the rarest symbols get the longest codes
        for (int length = longest; length > 0; length--) {
            for (int i = 0; i < codesOfLength[length]; i++) {
                lengths[(int) byFrequency[next++] & SYMBOL_MASK] = length;
            }
        }
    }

    private void assignCodes() {
        int first = 0;
        for (int length = 1; length <= longest; length++) {
            nextCode[length] = first;
            first = (first + codesOfLength[length]) << 1;
        }
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            int length = lengths[symbol];
            if (length > 0) {
                codes[symbol] = Integer.reverse(nextCode[length]++) >>> (Integer.SIZE - length);
            }
        }
    }
}
