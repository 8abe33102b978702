package io.atomicdatasets.deflate;

import java.util.Arrays;

/**
 * A length-limited canonical Huffman code: Huffman's tree is built with two queues, then codes above the limit are shortened
 * and others lengthened until the code is complete again.
 *
 * <p>Not thread-safe; reused for one block after the other.
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

    /** The used symbols, each below its frequency in one long, so that sorting the longs sorts by frequency. */
    private final long[] byFrequency;
    // The tree: leaves by ascending frequency, then inner nodes in the order of creation, the root last.
    private final long[] weights;
    private final int[] parents;
    private final int[] depths;

    /** A code for 1..512 {@code symbols} with no code longer than {@code longest} bits. */
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

    /** Makes the code for these frequencies; a single symbol gets one bit, and one that does not occur gets no code. */
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

    /** A symbol's code, bit-reversed as {@link BitWriter} wants it. */
    int code(int symbol) {
        return codes[symbol];
    }

    /** The number of symbols up to the last one with a code. */
    int symbols() {
        int count = lengths.length;
        while (count > 0 && lengths[count - 1] == 0) {
            count--;
        }
        return count;
    }

    /** Sorts the symbols that occur, and returns their number. */
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

    /** Counts the codes of each length in Huffman's tree; those above the limit count as the longest allowed. */
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
     * Restores Kraft's equality after lengths were cut: each turn pairs one of the longest codes with the longest shorter
     * one, which becomes a bit longer. That frees the share of one longest code, so the excess reaches exactly 0.
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
