package io.atomicdatasets.inflate;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * Decodes a block compressed with Huffman codes, the fixed ones or its own.
 *
 * <p>Not thread-safe; reusable for one block after the other.
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

    /** The code lengths the tables were made from: encoders often send the same codes again, and then the tables stay. */
    private final int[] tableLengths = new int[lengths.length];

    private int tableLiterals;
    private int tableDistances;
    private final TokenTable tokens = new TokenTable();
    private boolean isLong;

    /** Begins a block with the fixed codes (section 3.2.6). */
    void beginFixed() throws ZipException {
        Arrays.fill(lengths, 0, 144, 8);
        Arrays.fill(lengths, 144, 256, 9);
        Arrays.fill(lengths, 256, 280, 7);
        Arrays.fill(lengths, 280, 288, 8);
        Arrays.fill(lengths, 288, 320, 5);
        makeTables(288, 32);
    }

    private void makeTables(int literalCount, int distanceCount) throws ZipException {
        isLong = false;
        int count = literalCount + distanceCount;
        if (tableLiterals == literalCount
                && tableDistances == distanceCount
                && Arrays.equals(lengths, 0, count, tableLengths, 0, count)) {
            return;
        }
        tableLiterals = 0; // stays so if one of the codes is refused
        tokens.clear();
        literalsAndLengths.make(lengths, 0, literalCount);
        distances.make(lengths, literalCount, distanceCount);
        System.arraycopy(lengths, 0, tableLengths, 0, count);
        tableLiterals = literalCount;
        tableDistances = distanceCount;
    }

    /** Begins a block with codes of its own, and reads them (section 3.2.7). */
    void beginDynamic(BitReader in) throws IOException {
        int counts = in.take(5 + 5 + 4);
        int literalCount = (counts & 31) + 257;
        int distanceCount = (counts >>> 5 & 31) + 1;
        int codeLengthCount = (counts >>> 10) + 4;
        if (literalCount > MOST_LITERALS_AND_LENGTHS || distanceCount > MOST_DISTANCES) {
            throw new ZipException("has a block with codes for " + literalCount
                    + " literals and lengths (at most 286) and " + distanceCount + " distances (at most 30)");
        }
        Arrays.fill(lengths, 0, ORDER.length, 0);
        for (int i = 0; i < codeLengthCount; i++) {
            lengths[ORDER[i]] = in.take(3);
        }
        codeLengths.make(lengths, 0, ORDER.length);
        readLengths(in, literalCount + distanceCount);
        if (lengths[END_OF_BLOCK] == 0) {
            throw new ZipException("has a block without an end-of-block code");
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
                    throw new ZipException(
                            symbol == REPEAT && i == 0
                                    ? "repeats a code length before the first"
                                    : "has more code lengths than it announces");
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
            throw new ZipException("has bits that are no code for a code length");
        }
        in.take(Symbols.bits(entry));
        return Symbols.value(entry);
    }

    /**
     * Decodes until the window is full, the buffered input is used up, or the block ends.
     *
     * @return whether the block has ended
     */
    boolean decode(BitReader in, Window out) throws IOException {
        if (isLong && tokens.isEmpty()) {
            tokens.make(literalsAndLengths, distances);
        }
        isLong = true; // not finished in one call: worth a table of tokens from the next one on
        in.refill();
        return decodeFast(in, out);
    }

    /**
     * The loop over the tokens. It has no tail loop beside it: the padding of the input and the slack of the window let it
     * run to the last token without a look at their ends, and {@link BitReader#checkEnd} tells afterwards if it ran too far.
     */
    private boolean decodeFast(BitReader in, Window out) throws IOException {
        int[] tokenEntries = tokens.entries;
        int[] symbols = literalsAndLengths.entries;
        int[] distanceSymbols = distances.entries;
        byte[] source = in.bytes;
        int sourceLimit = in.limit();
        int at = in.at;
        long bits = in.bits;
        int bitCount = in.bitCount;
        byte[] target = out.bytes;
        int targetLimit = out.limit();
        int end = out.end;
        int special = 0;
        String problem = "";

        // The next token is looked up before the refill, so that the load does not delay it. All 64 bits were valid
        // after the
        // last refill; the longest match consumes 48 and leaves 16, more than the lookup needs.
        int token = tokenEntries[(int) bits & TokenTable.MASK];
        while (at <= sourceLimit && end <= targetLimit) {
            bits = BitReader.withNextBytes(bits, bitCount, source, at);
            at += BitReader.bytesAdded(bitCount);
            bitCount |= BitReader.REFILLED_BITS;

            int length;
            int distance;
            if (token < 0) {
                TWO_BYTES.set(target, end, (short) TokenTable.literals(token));
                end += TokenTable.literalCount(token);
                bits >>>= token; // shifts use the lowest six bits only: the token's length in bits
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
                    problem = "has bits that are no distance code";
                    break;
                }
            }
            token = tokenEntries[(int) bits & TokenTable.MASK];
            if (distance > end) {
                problem = "has a match that reaches " + (distance - end) + " bytes before its first byte";
                break;
            }
            copy(target, end, distance, length);
            end += length;
        }

        in.at = at;
        in.bits = bits;
        in.bitCount = bitCount;
        out.end = end;
        in.checkEnd(); // first: what looks like a problem may be padding
        if (!problem.isEmpty()) {
            throw new ZipException(problem);
        }
        if (special == 0) {
            return false;
        }
        if ((special & Symbols.END_OF_BLOCK) != Symbols.END_OF_BLOCK) {
            throw new ZipException("has bits that are no literal or length code");
        }
        return true;
    }

    /** Copies a match from {@code distance} bytes back; up to 31 bytes after it are overwritten. */
    private static void copy(byte[] bytes, int end, int distance, int length) {
        if (distance > 1 && distance < Long.BYTES) {
            for (int i = end; i < end + length; i++) {
                bytes[i] = bytes[i - distance];
            }
            return;
        }
        // A run (distance 1) starts with eight copies of its byte; from there on every match copies eight bytes at
        // once.
        long run = (bytes[end - 1] & 0xFF) * IN_EACH_BYTE;
        long first = (long) EIGHT_BYTES.get(bytes, end - distance);
        int step = distance == 1 ? Long.BYTES : distance;
        EIGHT_BYTES.set(bytes, end, distance == 1 ? run : first);
        // Most matches end here. Copying 32 bytes whatever the length saves a branch that would be mispredicted.
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
