package io.atomicdatasets.check;

import io.atomicdatasets.inflate.ParallelInflatingStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Executor;
import java.util.zip.CRC32;

/** The raw bytes of a member, inflated where it is deflated; counts them and takes their CRC-32 as they pass. */
final class RawStream extends InputStream {
    /** More would wait for the reader: CRC-32 and a copy take him about an eighth of the time of inflating and checking. */
    private static final int PARTS_AHEAD = Math.min(8, Runtime.getRuntime().availableProcessors());

    private final InputStream raw;
    private final CRC32 crc = new CRC32();
    private long count;

    /**
     * The bytes of a member.
     *
     * @param inflater what inflates them, if they are not stored
     */
    RawStream(InputStream bytes, boolean stored, Executor inflater) {
        raw = stored ? bytes : new ParallelInflatingStream(bytes, inflater, PARTS_AHEAD);
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
        return raw instanceof ParallelInflatingStream inflating ? inflating.compressedCount() : count;
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
