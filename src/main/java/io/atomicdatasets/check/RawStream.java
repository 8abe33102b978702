package io.atomicdatasets.check;

import io.atomicdatasets.inflate.InflatingStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/** The raw bytes of a member, inflated where it is deflated; counts them and takes their CRC-32 as they pass. */
final class RawStream extends InputStream {
    private final InputStream raw;
    private final CRC32 crc = new CRC32();
    private long count;

    /** The bytes of a member that is stored, or the stream that inflates them. */
    RawStream(InputStream raw) {
        this.raw = raw;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int read = raw.read(target, from, length);
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

    /** How many bytes of the archive they came from. */
    long compressedCount() {
        return raw instanceof InflatingStream inflating ? inflating.compressedCount() : count;
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
