package io.atomicdatasets.deflate;

import java.util.Arrays;

/**
 * A block with dynamic Huffman codes: its header, and the code of each token.
 *
 * <p>Not thread-safe; reused for one block after the other.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2.7">RFC 1951, section 3.2.7</a>
 */
final class DynamicBlock {
    private static final int LONGEST_CODE = 15;
    private static final int LONGEST_CODE_OF_LENGTHS = 7;

    // Symbols of the code length alphabet that repeat a length.
    private static final int REPEAT = 16; // the previous length, 3..6 times
    private static final int ZEROS = 17; // 3..10 times
    private static final int MANY_ZEROS = 18; // 11..138 times
    private static final int LENGTH_SYMBOLS = 19;
    private static final int[] EXTRA_BITS = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 3, 7};
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    private static final int FEWEST_LITERALS_AND_LENGTHS = 257;
    private static final int FEWEST_LENGTH_SYMBOLS = 4;

    private final HuffmanCode literalsAndLengths = new HuffmanCode(Alphabet.LITERALS_AND_LENGTHS, LONGEST_CODE);
    private final HuffmanCode distances = new HuffmanCode(Alphabet.DISTANCES, LONGEST_CODE);
    private final HuffmanCode lengthCode = new HuffmanCode(LENGTH_SYMBOLS, LONGEST_CODE_OF_LENGTHS);

    private final int[] literalAndLengthCounts = new int[Alphabet.LITERALS_AND_LENGTHS];
    private final int[] distanceCounts = new int[Alphabet.DISTANCES];
    private final int[] lengthCounts = new int[LENGTH_SYMBOLS];

    private final int[] lengths = new int[Alphabet.LITERALS_AND_LENGTHS + Alphabet.DISTANCES];
    /** The lengths of both codes, run-length encoded: a symbol in the lowest byte, its extra bits above. */
    private final int[] lengthSymbols = new int[lengths.length];

    /** The code of each token: its bits shifted left by six, with their number in the lowest six. */
    private final long[] codes = new long[Token.COUNT];

    private int lengthSymbolCount;
    private int literalsAndLengthsUsed;
    private int distancesUsed;
    private int lengthCodesSent;
    private long headerBits;
    private long bits;

    /**
     * Makes the codes for these token frequencies. The loops are separate methods so that the JIT compiles them one by one;
     * as one method it took two seconds.
     */
    void make(int[] tokenCounts, MatchBits matches) {
        countSymbols(tokenCounts, matches);
        literalsAndLengths.make(literalAndLengthCounts);
        distances.make(distanceCounts);
        listLengths();
        lengthCode.make(lengthCounts);
        headerBits = headerBits();
        bits = bitsAround();
        codeTokens(tokenCounts, matches);
    }

    private void codeTokens(int[] tokenCounts, MatchBits matches) {
        for (int token = 0; token < Token.COUNT; token++) {
            codes[token] = 0;
            if (tokenCounts[token] > 0) {
                codes[token] = Token.isLiteral(token)
                        ? codeOf(token)
                        : codeOf(Token.length(token), matches.distance(Token.place(token)));
                bits += tokenCounts[token] * (codes[token] & 63);
            }
        }
    }

    /** The length of the block in bits, header and end-of-block included. */
    long bits() {
        return bits;
    }

    /** Writes the block, as one that is not the last of its stream. */
    void writeTo(BitWriter out, Parse parse) {
        out.reserve(bits);
        writeHeader(out);
        parse.writeTo(out, codes);
        writeEnd(out);
    }

    /** The code of each token: its bits shifted left by six, with their number in the lowest six; 0 for none. */
    long[] codes() {
        return codes;
    }

    /** Bits of the header and the end-of-block code together. */
    long bitsAround() {
        return headerBits + literalsAndLengths.length(Alphabet.END_OF_BLOCK);
    }

    void writeHeader(BitWriter out) {
        out.put(0, 1); // BFINAL
        out.put(2, 2); // BTYPE: dynamic Huffman codes
        out.put(literalsAndLengthsUsed - FEWEST_LITERALS_AND_LENGTHS, 5); // HLIT
        out.put(distancesUsed - 1, 5); // HDIST
        out.put(lengthCodesSent - FEWEST_LENGTH_SYMBOLS, 4); // HCLEN
        for (int i = 0; i < lengthCodesSent; i++) {
            out.put(lengthCode.length(ORDER[i]), 3);
        }
        for (int i = 0; i < lengthSymbolCount; i++) {
            int symbol = lengthSymbols[i] & 0xFF;
            out.put(lengthCode.code(symbol), lengthCode.length(symbol));
            out.put(lengthSymbols[i] >>> 8, EXTRA_BITS[symbol]);
        }
    }

    void writeEnd(BitWriter out) {
        out.put(literalsAndLengths.code(Alphabet.END_OF_BLOCK), literalsAndLengths.length(Alphabet.END_OF_BLOCK));
    }

    private void countSymbols(int[] tokenCounts, MatchBits matches) {
        System.arraycopy(tokenCounts, 0, literalAndLengthCounts, 0, Alphabet.LITERALS);
        Arrays.fill(literalAndLengthCounts, Alphabet.LITERALS, literalAndLengthCounts.length, 0);
        Arrays.fill(distanceCounts, 0);
        literalAndLengthCounts[Alphabet.END_OF_BLOCK] = 1;
        for (int token = Alphabet.LITERALS; token < Token.COUNT; token++) {
            int count = tokenCounts[token];
            if (count > 0) {
                literalAndLengthCounts[Alphabet.lengthSymbol(Token.length(token))] += count;
                distanceCounts[Alphabet.distanceSymbol(matches.distance(Token.place(token)))] += count;
            }
        }
    }

    private long codeOf(int literal) {
        return ((long) literalsAndLengths.code(literal) << 6) | literalsAndLengths.length(literal);
    }

    private long codeOf(int length, int distance) {
        int lengthSymbol = Alphabet.lengthSymbol(length);
        int distanceSymbol = Alphabet.distanceSymbol(distance);
        long code = literalsAndLengths.code(lengthSymbol);
        int count = literalsAndLengths.length(lengthSymbol);
        code |= (long) Alphabet.lengthExtra(length) << count;
        count += Alphabet.lengthExtraBits(length);
        code |= (long) distances.code(distanceSymbol) << count;
        count += distances.length(distanceSymbol);
        code |= (long) Alphabet.distanceExtra(distance) << count;
        count += Alphabet.distanceExtraBits(distance);
        return (code << 6) | count;
    }

    /** Run-length encodes the lengths of both codes, one after the other. */
    private void listLengths() {
        literalsAndLengthsUsed = literalsAndLengths.symbols();
        distancesUsed = Math.max(1, distances.symbols());
        int count = literalsAndLengthsUsed + distancesUsed;
        for (int i = 0; i < count; i++) {
            lengths[i] = i < literalsAndLengthsUsed
                    ? literalsAndLengths.length(i)
                    : distances.length(i - literalsAndLengthsUsed);
        }
        lengthSymbolCount = 0;
        Arrays.fill(lengthCounts, 0);
        for (int from = 0; from < count; ) {
            int to = from + 1;
            while (to < count && lengths[to] == lengths[from]) {
                to++;
            }
            listRun(lengths[from], to - from);
            from = to;
        }
    }

    private void listRun(int length, int count) {
        int left = count;
        if (length == 0) {
            while (left >= 11) {
                int now = Math.min(left, 138);
                list(MANY_ZEROS, now - 11);
                left -= now;
            }
            if (left >= 3) {
                list(ZEROS, left - 3);
                left = 0;
            }
        } else {
            list(length, 0);
            left--;
            while (left >= 3) {
                int now = Math.min(left, 6);
                list(REPEAT, now - 3);
                left -= now;
            }
        }
        for (; left > 0; left--) {
            list(length, 0);
        }
    }

    private void list(int symbol, int extra) {
        lengthSymbols[lengthSymbolCount++] = (extra << 8) | symbol;
        lengthCounts[symbol]++;
    }

    private long headerBits() {
        lengthCodesSent = LENGTH_SYMBOLS;
        while (lengthCodesSent > FEWEST_LENGTH_SYMBOLS && lengthCode.length(ORDER[lengthCodesSent - 1]) == 0) {
            lengthCodesSent--;
        }
        int header = 3 + 5 + 5 + 4 + 3 * lengthCodesSent;
        for (int symbol = 0; symbol < LENGTH_SYMBOLS; symbol++) {
            header += lengthCounts[symbol] * (lengthCode.length(symbol) + EXTRA_BITS[symbol]);
        }
        return header;
    }
}
