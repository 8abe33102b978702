package io.atomicdatasets.inflate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

/**
 * Cuts a stream into parts where an encoder may have flushed: behind an empty stored block, whose lengths are the bytes 0, 0,
 * 255, 255. Other blocks may hold them too, so that a cut is a guess.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2.4">RFC 1951, section 3.2.4</a>
 */
final class Cutter {
    /** A stream that has no mark in so many bytes is not for cutting. */
    private static final int MOST_BYTES = 1 << 20;

    private static final int STEP = 1 << 16;
    private static final int MARK_BYTES = 4;
    /** Before a mark stand the three bits of the block's header and what fills their byte, all 0. */
    private static final int HEADER_BITS = 0xE0;

    private final InputStream stream;
    private final int leastBytes;
    private byte[] bytes = new byte[2 * STEP];
    private int count;

    /**
     * Cuts a stream.
     *
     * @param leastBytes of a part, at least 1
     */
    Cutter(InputStream stream, int leastBytes) {
        this.stream = stream;
        this.leastBytes = leastBytes;
    }

    /**
     * Gives a part the bytes up to the next mark.
     *
     * @return whether there was one; if not, before the stream's end or for too long, all bytes from here on are the rest
     */
    boolean cut(Part part) throws IOException {
        int from = Math.max(leastBytes, MARK_BYTES + 1);
        while (true) {
            int end = markEnd(from);
            if (end > 0) {
                part.fill(bytes, end);
                count -= end;
                System.arraycopy(bytes, end, bytes, 0, count);
                return true;
            }
            from = Math.max(from, count + 1);
            if (!readMore()) {
                return false;
            }
        }
    }

    private boolean readMore() throws IOException {
        if (count >= MOST_BYTES) {
            return false;
        }
        if (bytes.length - count < STEP) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        int read = stream.read(bytes, count, STEP);
        count += Math.max(read, 0);
        return read >= 0;
    }

    /** Where the first mark ends that ends at this place or behind it; 0 if none does. */
    private int markEnd(int from) {
        int end = from;
        while (end <= count) {
            byte last = bytes[end - 1];
            if (isMark(end)) {
                return end;
            }
            end += last == -1 || last == 0 ? 1 : MARK_BYTES; // no mark holds another byte
        }
        return 0;
    }

    private boolean isMark(int end) {
        return bytes[end - 1] == -1
                && bytes[end - 2] == -1
                && bytes[end - 3] == 0
                && bytes[end - 4] == 0
                && (bytes[end - 5] & HEADER_BITS) == 0;
    }

    /** All bytes from here on. */
    InputStream rest() {
        return new SequenceInputStream(new ByteArrayInputStream(bytes, 0, count), stream);
    }
}
