package io.atomicdatasets.inflate;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.ZipException;

/**
 * Decompresses a DEFLATE stream or one segment of it. Reads nothing past its end but what it buffers.
 *
 * <p>Throws {@link ZipException} if the stream is malformed, {@link java.io.EOFException} if it is truncated. Messages are
 * predicates; callers prefix them with the name of what was read. After an exception it must be begun again. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951">RFC 1951</a>
 */
public final class InflatingStream extends InputStream {
    private static final long WHOLE = -1;

    private final BlockDecoder blocks = new BlockDecoder();
    private final Window window = new Window();
    private InputStream compressed = InputStream.nullInputStream();
    private long segmentBytes = WHOLE;

    /** Begins with the first byte of a stream, which ends with its last block. */
    public void begin(InputStream stream) {
        begin(stream, WHOLE);
    }

    /**
     * Begins with a segment: blocks of which none is the last, which refer to nothing before them and end on a byte boundary.
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

    /**
     * Whether a block that is not the last ended with the byte that was read last, and on a byte boundary: another segment could
     * follow.
     */
    public boolean isBetweenBlocks() {
        return window.waiting() == 0 && blocks.isBetweenBlocks();
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
            blocks.decode(window);
        }
        return window.take(target, from, length);
    }

    private boolean isAtEnd() throws ZipException {
        if (segmentBytes == WHOLE) {
            return blocks.isFinished();
        }
        if (blocks.isFinished()) {
            throw new ZipException("has its last block inside a segment");
        }
        return blocks.isBetweenBlocksAt(segmentBytes);
    }

    @Override
    public void close() throws IOException {
        compressed.close();
    }
}
