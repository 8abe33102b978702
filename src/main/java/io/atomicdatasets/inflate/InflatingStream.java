package io.atomicdatasets.inflate;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * The bytes that a DEFLATE stream stands for. Reads nothing behind the stream's end but what it has to buffer.
 *
 * <p>Throws {@link ZipException} where the stream is none, {@link java.io.EOFException} where it breaks off; both messages
 * are to follow the name of what was read. After that it must not be read on.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951">RFC 1951</a>
 */
public abstract sealed class InflatingStream extends InputStream
        permits SequentialInflatingStream, ParallelInflatingStream {
    private final InputStream compressed;

    InflatingStream(InputStream compressed) {
        this.compressed = compressed;
    }

    /** Reads a stream from its first byte to its last. */
    public static InflatingStream of(InputStream compressed) {
        return new SequentialInflatingStream(compressed);
    }

    /** Reads a stream of many bytes, inflated ahead of the reader as far as it can be cut into parts. */
    public static InflatingStream inParts(InputStream compressed, Inflaters inflaters) {
        return new ParallelInflatingStream(compressed, inflaters);
    }

    /** How many bytes of the compressed stream were taken so far; at its end, how many it has. */
    public abstract long compressedCount();

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public abstract int read(byte[] target, int from, int length) throws IOException;

    @Override
    public final void close() throws IOException {
        compressed.close();
    }
}
