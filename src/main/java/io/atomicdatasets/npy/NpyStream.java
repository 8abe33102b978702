package io.atomicdatasets.npy;

import io.atomicdatasets.deflate.Segment;
import java.nio.ByteBuffer;

/** One array as a .npy file; its elements arrive in stored segments. */
public final class NpyStream implements ArrayStream {
    private long left;

    @Override
    public ByteBuffer begin(NpzMember member, long count) {
        left = count * member.row().dataBytes();
        return ByteBuffer.wrap(member.row().repeated(count).toBytes());
    }

    @Override
    public ByteBuffer append(Segment segment) {
        left -= segment.length();
        return segment.compressed();
    }

    @Override
    public ByteBuffer end() {
        if (left != 0) {
            throw new IllegalStateException("an array is " + left + " bytes short of its shape");
        }
        return ByteBuffer.allocate(0);
    }

    @Override
    public ByteBuffer finish() {
        return ByteBuffer.allocate(0);
    }
}
