package io.atomicdatasets.deflate;

import java.nio.ByteBuffer;

/** Memory for the bytes of one segment at a time: encoding the next one overwrites the one before. */
public final class SegmentBuffer {
    private byte[] bytes = new byte[0];

    /** A copy of these bytes, valid until the next call. */
    ByteBuffer hold(byte[] source, int from, int length) {
        if (bytes.length < length) {
            bytes = new byte[length + length / 16]; // the next one may be a little longer
        }
        System.arraycopy(source, from, bytes, 0, length);
        return ByteBuffer.wrap(bytes, 0, length);
    }
}
