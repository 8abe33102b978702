package io.atomicdatasets.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bits packed into bytes from the lowest bit up, as RFC 1951, section 3.1.1, wants them. Whoever writes makes room first.
 *
 * <p>For one thread at a time; a buffer that is filled again and again.
 */
final class BitWriter {
    /** Eight bytes are written at once, so that many may lie behind the last. */
    private static final int SLACK = 2 * Long.BYTES;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    // Open to TrainedBlock, which keeps them in variables of its own while it loops.
    byte[] bytes = new byte[1 << 16];
    int length;
    /** Bits that do not fill a byte yet, in the lowest bits. */
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

    /** Writes the lowest {@code count} bits, 0..56, of a value that has no others. */
    void put(long value, int count) {
        pending |= value << pendingBits;
        pendingBits += count;
        EIGHT_BYTES.set(bytes, length, pending);
        length += pendingBits >>> 3;
        pending >>>= pendingBits & ~7;
        pendingBits &= 7;
    }

    /** Writes one code for each token; each code has its bits above the lowest six, which tell how many they are. */
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
        for (; from + 7 <= other.length; from += 7) { // beside the bits that wait, a long has room for seven bytes
            put((long) EIGHT_BYTES.get(other.bytes, from) & (-1L >>> Byte.SIZE), 7 * Byte.SIZE);
        }
        for (; from < other.length; from++) {
            put(other.bytes[from] & 0xFFL, Byte.SIZE);
        }
        put(other.pending, other.pendingBits);
    }

    /** How many bits were written. */
    long bits() {
        return (long) Byte.SIZE * length + pendingBits;
    }

    /** Fills the last byte with zeros. */
    void align() {
        put(0, -pendingBits & 7);
    }

    /** Writes whole bytes; the last byte must be full. */
    void put(byte[] source, int from, int count) {
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    /** What was written, copied; the last byte must be full. */
    ByteBuffer copyTo(SegmentBuffer target) {
        return target.hold(bytes, 0, length);
    }
}
