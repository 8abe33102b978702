package io.atomicdatasets.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A block whose Huffman codes were made beforehand, so that it is written while it is parsed.
 *
 * <p>As in {@link Parse} two walks are interleaved, here on the two halves of each piece of the block. Each writes its own bits;
 * those of the second half are appended to those of the first.
 *
 * <p>Not thread-safe.
 */
final class TrainedBlock {
    /** Bytes that are parsed between two reservations of output: 512 images of 16x16. */
    private static final int PIECE = MatchBits.LONGEST_BLOCK / 2;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final TrainedCode code;
    private final BitWriter secondHalf = new BitWriter();

    TrainedBlock(TrainedCode code) {
        this.code = code;
    }

    /** Writes grids as one block that is not the last of its stream; overwrites {@code matches}. */
    void write(BitWriter out, byte[] raw, int from, int length, long[] occupied, MatchBits matches) {
        out.reserve(code.block().bitsAround());
        code.block().writeHeader(out);
        for (int start = from; start < from + length; start += PIECE) {
            int size = Math.min(PIECE, from + length - start);
            matches.fillGrids(raw, from, start, size, code.side(), occupied);
            // Reserves for the worst case, since no bounds are checked while bits are written.
            secondHalf.clear();
            secondHalf.reserve(code.mostBits(size - size / 2));
            out.reserve(code.mostBits(size / 2));
            write(out, raw, start, size, matches, code.block().codes());
            out.reserve(secondHalf.bits() + code.block().bitsAround());
            out.putAll(secondHalf);
        }
        code.block().writeEnd(out);
    }

    private void write(BitWriter out, byte[] raw, int start, int length, MatchBits matches, long[] codes) {
        int middle = length / 2;
        matches.cut(middle);
        byte[] bitmaps = matches.all();
        int i = 0;
        int j = middle;

        byte[] first = out.bytes;
        int firstAt = out.length;
        long firstBits = out.pending;
        int firstCount = out.pendingBits;

        byte[] second = secondHalf.bytes;
        int secondAt = 0;
        long secondBits = 0;
        int secondCount = 0;

        while (i < middle && j < length) {
            int step = Parse.step(raw[start + i], bitmaps, i);
            int other = Parse.step(raw[start + j], bitmaps, j);
            i += step >>> Parse.ADVANCE_SHIFT;
            j += other >>> Parse.ADVANCE_SHIFT;

            long bits = codes[step & Parse.TOKEN_MASK];
            firstBits |= (bits >>> 6) << firstCount;
            firstCount += (int) bits & 63;
            EIGHT_BYTES.set(first, firstAt, firstBits);
            firstAt += firstCount >>> 3;
            firstBits >>>= firstCount & ~7;
            firstCount &= 7;

            bits = codes[other & Parse.TOKEN_MASK];
            secondBits |= (bits >>> 6) << secondCount;
            secondCount += (int) bits & 63;
            EIGHT_BYTES.set(second, secondAt, secondBits);
            secondAt += secondCount >>> 3;
            secondBits >>>= secondCount & ~7;
            secondCount &= 7;
        }
        out.length = firstAt;
        out.pending = firstBits;
        out.pendingBits = firstCount;
        secondHalf.length = secondAt;
        secondHalf.pending = secondBits;
        secondHalf.pendingBits = secondCount;
        writeRest(out, raw, start, i, middle, bitmaps, codes);
        writeRest(secondHalf, raw, start, j, length, bitmaps, codes);
    }

    /** Writes the rest of the half that took more steps. */
    private static void writeRest(
            BitWriter out, byte[] raw, int start, int from, int to, byte[] bitmaps, long[] codes) {
        for (int at = from; at < to; ) {
            int step = Parse.step(raw[start + at], bitmaps, at);
            long bits = codes[step & Parse.TOKEN_MASK];
            out.put(bits >>> 6, (int) bits & 63);
            at += step >>> Parse.ADVANCE_SHIFT;
        }
    }
}
