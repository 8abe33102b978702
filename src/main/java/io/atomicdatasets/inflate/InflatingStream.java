package io.atomicdatasets.inflate;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.ZipException;

/**
 * The bytes that a DEFLATE stream, or a segment of one, stands for. Reads nothing behind its end but what it has to buffer.
 *
 * <p>Throws {@link ZipException} where the stream is none, {@link java.io.EOFException} where it breaks off; both messages
 * are to follow the name of what was read. After that it must be begun again. For one thread at a time.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951">RFC 1951</a>
 */
public final class InflatingStream extends InputStream {
    private static final long WHOLE = -1;

    private final Blocks blocks = new Blocks();
    private final Window window = new Window();
    private InputStream compressed = InputStream.nullInputStream();
    private long segmentBytes = WHOLE;

    /** Begins with the first byte of a stream, which ends with its last block. */
    public void begin(InputStream stream) {
        begin(stream, WHOLE);
    }

    /**
     * Begins with a segment: blocks none of which is the last, which refer to nothing before them and end with the last bit of
     * a byte.
     *
     * @param bytes how many it has, at least 0
     */
    public void beginSegment(InputStream segment, long bytes) {
        begin(segment, bytes);
    }

    private void begin(InputStream stream, long bytes) {
        compressed = stream;
        segmentBytes = bytes;
        blocks.begin(stream);
        window.clear();
    }

    /** How many compressed bytes were taken so far; at the stream's end, how many it has. */
    public long compressedCount() {
        return blocks.count();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (window.waiting() == 0) {
            if (isAtEnd()) {
                return -1;
            }
            window.makeRoom();
            blocks.goOn(window);
        }
        return window.take(target, from, length);
    }

    private boolean isAtEnd() throws ZipException {
        if (segmentBytes == WHOLE) {
            return blocks.haveEnded();
        }
        if (blocks.haveEnded()) {
            throw new ZipException("has its last block inside a segment");
        }
        return blocks.standBehind(segmentBytes);
    }

    @Override
    public void close() throws IOException {
        compressed.close();
    }
}
