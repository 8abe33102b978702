package io.atomicdatasets.deflate;

import java.nio.ByteBuffer;

/** Memory for a segment's bytes, used for one after the other; the segment before is overwritten. */
public final class SegmentBuffer {
    private byte[] bytes = new byte[0];

    /** These bytes, copied. */
    ByteBuffer hold(byte[] source, int from, int length) {
        if (bytes.length < length) {
            bytes = new byte[length + length / 16]; // the next one may be a little longer
        }
        System.arraycopy(source, from, bytes, 0, length);
        return ByteBuffer.wrap(bytes, 0, length);
    }
}
