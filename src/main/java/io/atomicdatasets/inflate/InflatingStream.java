package io.atomicdatasets.inflate;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * Decompresses a DEFLATE stream. Reads nothing past the end of the stream but what it buffers.
 *
 * <p>Throws {@link ZipException} if the stream is malformed, {@link java.io.EOFException} if it is truncated. Messages are
 * predicates; callers prefix them with the name of what was read. After an exception the stream must not be read again.
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

    /** How many compressed bytes were consumed so far; at the end, the length of the compressed stream. */
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
