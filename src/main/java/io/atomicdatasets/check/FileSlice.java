package io.atomicdatasets.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Some bytes of a file; whoever reads them reads many at once. */
final class FileSlice extends InputStream {
    private final FileChannel file;
    private final long end;
    private long at;

    FileSlice(FileChannel file, long begin, long end) {
        this.file = file;
        this.end = end;
        at = begin;
    }

    /** How many bytes are not read yet. */
    long remaining() {
        return end - at;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == end) {
            return -1;
        }
        int count = file.read(ByteBuffer.wrap(target, from, (int) Math.min(length, end - at)), at);
        if (count <= 0) {
            throw new MalformedFileException("breaks off at " + at);
        }
        at += count;
        return count;
    }
}
