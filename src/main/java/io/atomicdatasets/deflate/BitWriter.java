package io.atomicdatasets.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Packs bits into bytes, least significant bit first (RFC 1951, section 3.1.1). Callers must {@link #reserve} before they write.
 *
 * <p>Not thread-safe; reusable after {@link #clear}.
 */
final class BitWriter {
    /** Every write stores eight bytes, so some land past the last one that counts. */
    private static final int SLACK = 2 * Long.BYTES;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    // Open to TrainedBlock, which keeps them in local variables while it loops.
    byte[] bytes = new byte[1 << 16];
    int length;
    /** The bits of the byte that is not full yet, in the lowest places. */
    long pending;

    int pendingBits;

    void clear() {
        length = 0;
        pending = 0;
        pendingBits = 0;
    }

    /** Makes room for this many more bits. */
    void reserve(long bits) {
        int needed = Math.toIntExact(length + bits / Byte.SIZE + SLACK);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + bytes.length / 2));
        }
    }

    /** Writes {@code count} bits, 0..56; the value must have no higher ones. */
    void put(long value, int count) {
        pending |= value << pendingBits;
        pendingBits += count;
        EIGHT_BYTES.set(bytes, length, pending);
        length += pendingBits >>> 3;
        pending >>>= pendingBits & ~7;
        pendingBits &= 7;
    }

    /** Writes the code of each token. A code is its bits shifted left by six, with their number in the lowest six. */
    void putAll(char[] tokens, int count, long[] codes) {
        byte[] target = bytes;
        int at = length;
        long bits = pending;
        int bitCount = pendingBits;
        for (int i = 0; i < count; i++) {
            long code = codes[tokens[i]];
            bits |= (code >>> 6) << bitCount;
            bitCount += (int) code & 63;
            EIGHT_BYTES.set(target, at, bits);
            at += bitCount >>> 3;
            bits >>>= bitCount & ~7;
            bitCount &= 7;
        }
        length = at;
        pending = bits;
        pendingBits = bitCount;
    }

    /** Writes all bits of another writer. */
    void putAll(BitWriter other) {
        int from = 0;
        for (; from + 7 <= other.length; from += 7) { // a long has room for seven bytes beside the pending bits
            put((long) EIGHT_BYTES.get(other.bytes, from) & (-1L >>> Byte.SIZE), 7 * Byte.SIZE);
        }
        for (; from < other.length; from++) {
            put(other.bytes[from] & 0xFFL, Byte.SIZE);
        }
        put(other.pending, other.pendingBits);
    }

    /** How many bits have been written. */
    long bits() {
        return (long) Byte.SIZE * length + pendingBits;
    }

    /** Pads the last byte with zeros. */
    void align() {
        put(0, -pendingBits & 7);
    }

    /** Writes whole bytes; the writer must be at a byte boundary. */
    void put(byte[] source, int from, int count) {
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    /** A copy of what was written; the writer must be at a byte boundary. */
    ByteBuffer copyTo(SegmentBuffer target) {
        return target.hold(bytes, 0, length);
    }
}
