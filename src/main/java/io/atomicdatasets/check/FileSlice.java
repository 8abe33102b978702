package io.atomicdatasets.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of a member as they stand in the archive. */
final class FileSlice extends InputStream {
    private static final int BUFFER = 1 << 16;

    private final FileChannel file;
    private final String name;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private final long end;
    private long at;

    FileSlice(FileChannel file, ZipMember member) {
        this.file = file;
        name = member.name();
        at = member.dataOffset();
        end = at + member.compressedLength();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        if (!buffer.hasRemaining()) {
            if (at == end) {
                return -1;
            }
            buffer.clear().limit((int) Math.min(BUFFER, end - at));
            int count = file.read(buffer, at);
            if (count <= 0) {
                throw new MalformedFileException("breaks off in " + name + " at " + at);
            }
            at += count;
            buffer.flip();
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(target, from, count);
        return count;
    }
}
