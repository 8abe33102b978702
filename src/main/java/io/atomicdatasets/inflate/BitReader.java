package io.atomicdatasets.inflate;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The bits of a stream, least significant bit of each byte first (RFC 1951, section 3.1.1).
 *
 * <p>The end of the stream is padded with zeros, so that eight bytes can always be read at once; {@link #checkEnd} throws if
 * padding was consumed as data. The fields are open to {@link HuffmanBlock}, which keeps them in local variables while it
 * loops.
 */
final class BitReader {
    /** The fewest bits that are buffered after a {@link #refill}. */
    static final int REFILLED_BITS = 56;

    private static final int BUFFER = 1 << 16;
    /** Bytes of padding. A reader past all of them has consumed some, because it buffers at most 63 bits. */
    private static final int PADDING = Long.BYTES;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** The buffered part of the stream. */
    final byte[] bytes = new byte[BUFFER + 2 * PADDING];
    /** Index of the first byte that is not yet in {@link #bits}. */
    int at;
    /** The next bits, first in the lowest place; above {@link #bitCount} they may hold bits of the byte at {@link #at}. */
    long bits;
    /** How many bits are valid. */
    int bitCount;

    private InputStream stream = InputStream.nullInputStream();
    /** Index after the last byte that was read. */
    private int end;

    private boolean ended;
    private long bytesBefore;

    /** Starts reading a stream at its first byte. */
    void begin(InputStream from) {
        stream = from;
        at = 0;
        end = 0;
        bits = 0;
        bitCount = 0;
        ended = false;
        bytesBefore = 0;
    }

    /** The bits with those of the next eight bytes above them. */
    static long withNextBytes(long bits, int bitCount, byte[] bytes, int at) {
        return bits | ((long) EIGHT_BYTES.get(bytes, at) << bitCount);
    }

    /** How many whole bytes a refill adds, at most seven. */
    static int bytesAdded(int bitCount) {
        return (Long.SIZE - 1 - bitCount) >>> 3;
    }

    /** The largest {@link #at} for which an unaligned 8-byte read stays inside the buffer. */
    int limit() {
        return ended ? end + PADDING : end - Long.BYTES;
    }

    /** Reads more of the stream if a refill needs it. */
    void load() throws IOException {
        while (at > limit()) {
            loadMore(); // rare: a separate method keeps this one small enough to be inlined
        }
    }

    private void loadMore() throws IOException {
        checkEnd();
        int left = end - at;
        System.arraycopy(bytes, at, bytes, 0, left);
        bytesBefore += at;
        at = 0;
        end = left;
        int count = stream.read(bytes, end, BUFFER - end);
        ended = count < 0;
        end += ended ? 0 : count;
        Arrays.fill(bytes, end, Math.min(end + 2 * PADDING, bytes.length), (byte) 0);
    }

    /** Throws if padding was consumed as data. */
    void checkEnd() throws EOFException {
        if (ended && at - bitCount / Byte.SIZE > end) {
            throw truncated();
        }
    }

    private EOFException truncated() {
        return new EOFException(
                "ends after " + (bytesBefore + end) + " compressed bytes, before its last block is complete");
    }

    /** Buffers at least {@link #REFILLED_BITS} bits. */
    void refill() throws IOException {
        load();
        bits = withNextBytes(bits, bitCount, bytes, at);
        at += bytesAdded(bitCount);
        bitCount |= REFILLED_BITS;
    }

    /** Consumes 0..32 bits. */
    int take(int count) throws IOException {
        if (bitCount < count) {
            refill();
        }
        int taken = (int) (bits & ((1L << count) - 1));
        bits >>>= count;
        bitCount -= count;
        checkEnd();
        return taken;
    }

    /** Whether the next bit is the first of a byte. */
    boolean isAligned() {
        return (bitCount & 7) == 0;
    }

    /** Skips to the next byte boundary. */
    void align() {
        bits >>>= bitCount & 7;
        bitCount &= ~7;
    }

    /** Copies 1 to {@code most} whole bytes; the reader must be at a byte boundary. */
    int copy(byte[] target, int from, int most) throws IOException {
        return bitCount > 0 ? copyBits(target, from, most) : copyBytes(target, from, most);
    }

    /** Copies bytes that are already in {@link #bits}; the buffer may hold others in their place by now. */
    private int copyBits(byte[] target, int from, int most) throws EOFException {
        int count = Math.min(most, bitCount / Byte.SIZE);
        for (int i = 0; i < count; i++) {
            target[from + i] = (byte) bits;
            bits >>>= Byte.SIZE;
        }
        bitCount -= count * Byte.SIZE;
        checkEnd();
        return count;
    }

    private int copyBytes(byte[] target, int from, int most) throws IOException {
        bits = 0; // may hold bits of the next byte
        if (at >= end) {
            load();
        }
        int count = Math.min(most, end - at);
        if (count <= 0) {
            throw truncated();
        }
        System.arraycopy(bytes, at, target, from, count);
        at += count;
        return count;
    }

    /** How many bytes of the stream were consumed, the last one perhaps in part. */
    long count() {
        return bytesBefore + at - bitCount / Byte.SIZE;
    }
}
