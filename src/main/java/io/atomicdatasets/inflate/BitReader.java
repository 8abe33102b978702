package io.atomicdatasets.inflate;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The bits of a stream, from the lowest of each byte up (RFC 1951, section 3.1.1).
 *
 * <p>Behind the last byte of the stream stand zeros, so that eight bytes can always be read at once; {@link #checkEnd} tells
 * when they were taken for the stream's own. The fields are open to {@link HuffmanBlock}, which keeps them in variables of
 * its own while it loops.
 */
final class BitReader {
    /** How many bits there are at least when they were {@link #refilled}. */
    static final int REFILLED_BITS = 56;

    private static final int BUFFER = 1 << 16;
    /** Zeros behind the end: whoever stands behind so many has read past it, whatever bits he still holds. */
    private static final int ZEROS = Long.BYTES;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** A part of the stream. */
    final byte[] bytes = new byte[BUFFER + 2 * ZEROS];
    /** The first byte that is not yet among the bits. */
    int at;
    /** The next bits, the first lowest; above those that count there may be some of the byte at {@link #at}. */
    long bits;
    /** How many bits count. */
    int bitCount;

    private InputStream stream = InputStream.nullInputStream();
    /** Behind the last byte that was read. */
    private int end;

    private boolean ended;
    private long bytesBefore;

    /** Begins with the first byte of a stream. */
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
    static long refilled(long bits, int bitCount, byte[] bytes, int at) {
        return bits | ((long) EIGHT_BYTES.get(bytes, at) << bitCount);
    }

    /** How many whole bytes come among the bits when they are refilled, at most seven. */
    static int bytesRefilled(int bitCount) {
        return (Long.SIZE - 1 - bitCount) >>> 3;
    }

    /** The last place where {@link #at} may stand when bits are refilled. */
    int lastPlace() {
        return ended ? end + ZEROS : end - Long.BYTES;
    }

    /** Reads on in the stream, if that is needed before bits can be refilled. */
    void load() throws IOException {
        while (at > lastPlace()) {
            loadMore(); // a method of its own: it is seldom called, from many places
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
        Arrays.fill(bytes, end, Math.min(end + 2 * ZEROS, bytes.length), (byte) 0);
    }

    /** Fails if more was taken than the stream had. */
    void checkEnd() throws EOFException {
        if (ended && at - bitCount / Byte.SIZE > end) {
            throw new EOFException("ends in the middle of its compressed bytes");
        }
    }

    /** Makes at least {@link #REFILLED_BITS} bits count. */
    void refill() throws IOException {
        load();
        bits = refilled(bits, bitCount, bytes, at);
        at += bytesRefilled(bitCount);
        bitCount |= REFILLED_BITS;
    }

    /** Takes 0..32 bits. */
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

    /** Whether no byte was begun. */
    boolean isAligned() {
        return (bitCount & 7) == 0;
    }

    /** Skips what is left of the byte that was begun. */
    void align() {
        bits >>>= bitCount & 7;
        bitCount &= ~7;
    }

    /** Copies up to {@code most} whole bytes, at least one; no byte must have been begun. */
    int copy(byte[] target, int from, int most) throws IOException {
        return bitCount > 0 ? copyBits(target, from, most) : copyBytes(target, from, most);
    }

    /** Copies bytes that are among the bits: where they came from they may have made room for others. */
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
        bits = 0; // some may be of the byte that is next
        if (at >= end) {
            load();
        }
        int count = Math.min(most, end - at);
        if (count <= 0) {
            throw new EOFException("ends in the middle of its compressed bytes");
        }
        System.arraycopy(bytes, at, target, from, count);
        at += count;
        return count;
    }

    /** How many bytes of the stream were taken, the last one perhaps in part. */
    long count() {
        return bytesBefore + at - bitCount / Byte.SIZE;
    }
}
