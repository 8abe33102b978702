package io.atomicdatasets.inflate;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * A block of literals and matches in Huffman codes, fixed ones or its own.
 *
 * <p>For one thread at a time; begun again for each block.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2.6">RFC 1951, sections 3.2.6 and 3.2.7</a>
 */
final class HuffmanBlock {
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    private static final int MOST_LITERALS_AND_LENGTHS = 286;
    private static final int MOST_DISTANCES = 30;
    private static final int END_OF_BLOCK = 256;

    private static final int REPEAT = 16;
    private static final int ZEROS = 17;
    private static final int MANY_ZEROS = 18;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle TWO_BYTES =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long IN_EACH_BYTE = 0x01010101_01010101L;

    private final DecodingTable literalsAndLengths =
            new DecodingTable("literals and lengths", Symbols.LITERALS_AND_LENGTHS, true);
    private final DecodingTable distances = new DecodingTable("distances", Symbols.DISTANCES, true);
    private final DecodingTable codeLengths = new DecodingTable("code lengths", Symbols.CODE_LENGTHS, false);
    private final int[] lengths = new int[Symbols.LITERALS_AND_LENGTHS.length + Symbols.DISTANCES.length];

    /** The lengths that the tables are made of; an encoder may tell the same code again and again. */
    private final int[] madeOf = new int[lengths.length];

    private int madeOfLiterals;
    private int madeOfDistances;
    private final TokenTable tokens = new TokenTable();
    private boolean wentOn;

    /** Begins a block with the codes that the RFC fixes. */
    void beginFixed() throws ZipException {
        Arrays.fill(lengths, 0, 144, 8);
        Arrays.fill(lengths, 144, 256, 9);
        Arrays.fill(lengths, 256, 280, 7);
        Arrays.fill(lengths, 280, 288, 8);
        Arrays.fill(lengths, 288, 320, 5);
        makeTables(288, 32);
    }

    private void makeTables(int literalCount, int distanceCount) throws ZipException {
        wentOn = false;
        int count = literalCount + distanceCount;
        if (madeOfLiterals == literalCount
                && madeOfDistances == distanceCount
                && Arrays.equals(lengths, 0, count, madeOf, 0, count)) {
            return;
        }
        madeOfLiterals = 0; // of nothing, should one of them fail
        tokens.clear();
        literalsAndLengths.make(lengths, 0, literalCount);
        distances.make(lengths, literalCount, distanceCount);
        System.arraycopy(lengths, 0, madeOf, 0, count);
        madeOfLiterals = literalCount;
        madeOfDistances = distanceCount;
    }

    /** Begins a block with the codes that it describes. */
    void beginDynamic(BitReader in) throws IOException {
        int counts = in.take(5 + 5 + 4);
        int literalCount = (counts & 31) + 257;
        int distanceCount = (counts >>> 5 & 31) + 1;
        int codeLengthCount = (counts >>> 10) + 4;
        if (literalCount > MOST_LITERALS_AND_LENGTHS || distanceCount > MOST_DISTANCES) {
            throw new ZipException("has more literals and lengths or distances than there are");
        }
        Arrays.fill(lengths, 0, ORDER.length, 0);
        for (int i = 0; i < codeLengthCount; i++) {
            lengths[ORDER[i]] = in.take(3);
        }
        codeLengths.make(lengths, 0, ORDER.length);
        readLengths(in, literalCount + distanceCount);
        if (lengths[END_OF_BLOCK] == 0) {
            throw new ZipException("has a block without a code for its end");
        }
        makeTables(literalCount, distanceCount);
    }

    private void readLengths(BitReader in, int count) throws IOException {
        for (int i = 0; i < count; ) {
            int symbol = readCodeLength(in);
            if (symbol < REPEAT) {
                lengths[i++] = symbol;
            } else {
                int extraBits = symbol == REPEAT ? 2 : symbol == ZEROS ? 3 : 7;
                int times = (symbol == MANY_ZEROS ? 11 : 3) + in.take(extraBits);
                if (i + times > count || (symbol == REPEAT && i == 0)) {
                    throw new ZipException("repeats a code's length where none is");
                }
                Arrays.fill(lengths, i, i + times, symbol == REPEAT ? lengths[i - 1] : 0);
                i += times;
            }
        }
    }

    private int readCodeLength(BitReader in) throws IOException {
        in.refill();
        int entry = DecodingTable.entry(codeLengths.entries, in.bits);
        if ((entry & Symbols.SPECIAL) != 0) {
            throw new ZipException("has bits that are no code");
        }
        in.take(Symbols.bits(entry));
        return Symbols.value(entry);
    }

    /**
     * Decodes until the window is full, more of the stream is wanted, or the block ends.
     *
     * @return whether the block has ended
     */
    boolean decode(BitReader in, Window out) throws IOException {
        if (wentOn && tokens.isEmpty()) {
            tokens.make(literalsAndLengths, distances);
        }
        wentOn = true; // a block that fills a window is long enough
        in.refill();
        int[] tokenEntries = tokens.entries;
        int[] symbols = literalsAndLengths.entries;
        int[] distanceSymbols = distances.entries;
        byte[] source = in.bytes;
        int lastSource = in.lastPlace();
        int at = in.at;
        long bits = in.bits;
        int bitCount = in.bitCount;
        byte[] target = out.bytes;
        int lastTarget = out.lastPlace();
        int end = out.end;
        int special = 0;

        // The next token is looked up before the bits are refilled, so as not to wait for them: of 64 bits the longest
        // match leaves 16.
        int token = tokenEntries[(int) bits & TokenTable.MASK];
        while (at <= lastSource && end <= lastTarget) {
            bits = BitReader.refilled(bits, bitCount, source, at);
            at += BitReader.bytesRefilled(bitCount);
            bitCount |= BitReader.REFILLED_BITS;

            int length;
            int distance;
            if (token < 0) {
                TWO_BYTES.set(target, end, (short) TokenTable.literals(token));
                end += TokenTable.literalCount(token);
                bits >>>= token; // a shift looks at the lowest six bits only
                bitCount -= TokenTable.bits(token);
                token = tokenEntries[(int) bits & TokenTable.MASK];
                continue;
            } else if (token != TokenTable.NONE) {
                length = TokenTable.length(token);
                distance = TokenTable.distance(token);
                bits >>>= token;
                bitCount -= TokenTable.bits(token);
            } else {
                int symbol = DecodingTable.entry(symbols, bits);
                long before = bits;
                bits >>>= symbol;
                bitCount -= Symbols.bits(symbol);
                if (symbol < 0) {
                    target[end++] = (byte) Symbols.value(symbol);
                    token = tokenEntries[(int) bits & TokenTable.MASK];
                    continue;
                }
                if ((symbol & Symbols.SPECIAL) != 0) {
                    special = symbol;
                    break;
                }
                length = Symbols.value(symbol, before);
                int distanceSymbol = DecodingTable.entry(distanceSymbols, bits);
                distance = Symbols.value(distanceSymbol, bits);
                bits >>>= distanceSymbol;
                bitCount -= Symbols.bits(distanceSymbol);
                if ((distanceSymbol & Symbols.SPECIAL) != 0) {
                    throw new ZipException("refers to bytes by bits that are no code");
                }
            }
            token = tokenEntries[(int) bits & TokenTable.MASK];
            if (distance > end) {
                throw new ZipException("refers to bytes before its first");
            }
            copy(target, end, distance, length);
            end += length;
        }

        in.at = at;
        in.bits = bits;
        in.bitCount = bitCount;
        out.end = end;
        in.checkEnd();
        if (special == 0) {
            return false;
        }
        if ((special & Symbols.END_OF_BLOCK) != Symbols.END_OF_BLOCK) {
            throw new ZipException("has bits that are no code");
        }
        return true;
    }

    /** Repeats what stands a distance before the end; bytes behind the match are overwritten. */
    private static void copy(byte[] bytes, int end, int distance, int length) {
        if (distance > 1 && distance < Long.BYTES) {
            for (int i = end; i < end + length; i++) {
                bytes[i] = bytes[i - distance];
            }
            return;
        }
        // A run is eight of the same, which the rest repeats; the others repeat themselves.
        long run = (bytes[end - 1] & 0xFF) * IN_EACH_BYTE;
        long first = (long) EIGHT_BYTES.get(bytes, end - distance);
        int step = distance == 1 ? Long.BYTES : distance;
        EIGHT_BYTES.set(bytes, end, distance == 1 ? run : first);
        // Most end here: nobody could predict a loop's end.
        copyEight(bytes, end + 8, step);
        copyEight(bytes, end + 16, step);
        copyEight(bytes, end + 24, step);
        for (int i = end + 32; i < end + length; i += Long.BYTES) {
            copyEight(bytes, i, step);
        }
    }

    private static void copyEight(byte[] bytes, int at, int step) {
        EIGHT_BYTES.set(bytes, at, (long) EIGHT_BYTES.get(bytes, at - step));
    }
}
