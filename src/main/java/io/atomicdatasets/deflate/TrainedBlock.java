package io.atomicdatasets.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A block whose code is known beforehand, written while it is parsed.
 *
 * <p>As in {@link Parse} two walks go on at once, here on the two halves of each piece of the block. Each writes bits of its
 * own; those of the second are moved behind those of the first.
 *
 * <p>For one thread at a time.
 */
final class TrainedBlock {
    /** So much is parsed between two looks at how much room there is: 512 images of 16x16. */
    private static final int PIECE = Masks.LONGEST_BLOCK / 2;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final TrainedCode code;
    private final BitWriter secondHalf = new BitWriter();

    TrainedBlock(TrainedCode code) {
        this.code = code;
    }

    /** Writes grids as a block, which is not the last of its stream; fills the masks. */
    void write(BitWriter out, byte[] raw, int from, int length, long[] occupied, Masks masks) {
        out.reserve(code.block().bitsAround());
        code.block().writeHeader(out);
        for (int start = from; start < from + length; start += PIECE) {
            int size = Math.min(PIECE, from + length - start);
            masks.fillGrids(raw, from, start, size, code.side(), occupied);
            // The worst that can come: nothing is looked at while bits are written.
            secondHalf.clear();
            secondHalf.reserve(code.mostBits(size - size / 2));
            out.reserve(code.mostBits(size / 2));
            write(out, raw, start, size, masks, code.block().codes());
            out.reserve(secondHalf.bits() + code.block().bitsAround());
            out.putAll(secondHalf);
        }
        code.block().writeEnd(out);
    }

    private void write(BitWriter out, byte[] raw, int start, int length, Masks filled, long[] codes) {
        int middle = length / 2;
        filled.cut(middle);
        byte[] masks = filled.all();
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
            int step = Parse.step(raw[start + i], masks, i);
            int other = Parse.step(raw[start + j], masks, j);
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
        walkOn(out, raw, start, i, middle, masks, codes);
        walkOn(secondHalf, raw, start, j, length, masks, codes);
    }

    /** Writes what is left of the longer half. */
    private static void walkOn(BitWriter out, byte[] raw, int start, int from, int to, byte[] masks, long[] codes) {
        for (int at = from; at < to; ) {
            int step = Parse.step(raw[start + at], masks, at);
            long bits = codes[step & Parse.TOKEN_MASK];
            out.put(bits >>> 6, (int) bits & 63);
            at += step >>> Parse.ADVANCE_SHIFT;
        }
    }
}
