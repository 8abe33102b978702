package io.atomicdatasets.inflate;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.ZipException;

/**
 * The bytes that a DEFLATE stream stands for, from its first to its last. Reads nothing behind the stream's end but what it
 * has to buffer.
 *
 * <p>Throws {@link ZipException} where the stream is none, {@link java.io.EOFException} where it breaks off; both messages
 * are to follow the name of what was read.
 */
final class InflatingStream extends InputStream {
    private final InputStream compressed;
    private final Blocks blocks = new Blocks();
    private final SlidingWindow window;

    /** Reads a stream from its first byte. */
    InflatingStream(InputStream compressed) {
        this(compressed, new SlidingWindow());
    }

    /** Reads a stream from the first byte of a block on; the window, from now on this stream's own, holds what came before. */
    InflatingStream(InputStream compressed, SlidingWindow window) {
        this.compressed = compressed;
        this.window = window;
        blocks.begin(compressed);
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
            if (blocks.haveEnded()) {
                return -1;
            }
            window.makeRoom();
            blocks.goOn(window);
        }
        return window.take(target, from, length);
    }

    /** How many bytes of the compressed stream were taken so far; at its end, how many it has. */
    long compressedCount() {
        return blocks.count();
    }

    @Override
    public void close() throws IOException {
        compressed.close();
    }
}
