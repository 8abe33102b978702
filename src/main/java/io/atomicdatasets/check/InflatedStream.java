package io.atomicdatasets.check;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** The raw bytes of a deflated member; counts them and takes their CRC-32 as they pass. */
final class InflatedStream extends InputStream {
    private static final int BUFFER = 1 << 16;

    private final Inflater inflater = new Inflater(true);
    private final InputStream inflated;
    private final CRC32 crc = new CRC32();
    private long count;

    InflatedStream(InputStream compressed) {
        inflated = new InflaterInputStream(compressed, inflater, BUFFER);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int read = inflated.read(target, from, length);
        if (read > 0) {
            crc.update(target, from, read);
            count += read;
        }
        return read;
    }

    /** How many bytes were read. */
    long count() {
        return count;
    }

    /** CRC-32 of the bytes that were read. */
    int crc() {
        return (int) crc.getValue();
    }

    /** How many compressed bytes they came from. */
    long compressedCount() {
        return inflater.getBytesRead();
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        inflated.close();
    }
}
