package io.atomicdatasets.web;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of a tar archive, from any of them on. One file is open at a time. */
final class TarStream extends InputStream {
    private final TarLayout layout;
    private long position;
    private int opened = -1;
    private @Nullable FileChannel file;

    TarStream(TarLayout layout, long position) {
        this.layout = layout;
        this.position = position;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        long left = layout.bytes() - position;
        if (left == 0) {
            return -1;
        }
        int read = readPart(into, from, (int) Math.min(length, left));
        position += read;
        return read;
    }

    /** Reads of a header, or of a file, or of the zeros after one, whichever stands here. */
    private int readPart(byte[] into, int from, int length) throws IOException {
        int member = layout.memberAt(position);
        if (member == layout.members()) {
            return zeros(into, from, length);
        }
        long at = position - layout.start(member) - TarLayout.BLOCK;
        if (at < 0) {
            int count = (int) Math.min(length, -at);
            System.arraycopy(layout.header(member), (int) (TarLayout.BLOCK + at), into, from, count);
            return count;
        }
        long left = layout.file(member).bytes() - at;
        if (left > 0) {
            return readFile(member, at, ByteBuffer.wrap(into, from, (int) Math.min(length, left)));
        }
        return zeros(into, from, (int) Math.min(length, layout.start(member + 1) - position));
    }

    private static int zeros(byte[] into, int from, int count) {
        Arrays.fill(into, from, from + count, (byte) 0);
        return count;
    }

    private int readFile(int member, long at, ByteBuffer into) throws IOException {
        if (file == null || opened != member) {
            close();
            file = FileChannel.open(layout.file(member).path(), StandardOpenOption.READ);
            opened = member;
        }
        int read = file.read(into, at);
        if (read < 0) {
            throw new EOFException(layout.file(member).name() + " came to its end early");
        }
        return read;
    }

    @Override
    public void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
