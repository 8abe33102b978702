package io.atomicdatasets.check;

import io.atomicdatasets.inflate.InflatingStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;

/**
 * The bytes of a page's body, inflated where it is compressed; both checksums, that of the page and that of gzip, are taken
 * on the way.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952#section-2.3">RFC 1952, section 2.3</a>
 */
final class ParquetPageBody {
    private static final byte[] GZIP_HEADER = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, (byte) 0xFF};
    private static final int GZIP_TRAILER = 8;
    private static final int BUFFER = 1 << 13;
    private static final int LARGE_BUFFER = 1 << 16;

    /** An empty block with fixed codes, the last of its stream (RFC 1951, section 3.2.6). */
    private static final byte[] LAST_BLOCK = {0x03, 0x00};

    private final FileChannel file;
    private final ParquetPageHeader header;
    private final Optional<InflatingStream> inflating;
    private final InputStream raw;

    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private final CRC32 crc = new CRC32();
    private final CRC32 rawCrc = new CRC32();
    private long next;
    private long end;
    private long rawCount;

    /**
     * Opens the body behind a header.
     *
     * @param inflating for it where it is compressed; begun anew
     */
    ParquetPageBody(FileChannel file, ParquetPageHeader header, Optional<InflatingStream> inflating)
            throws IOException {
        this.file = file;
        this.header = header;
        this.inflating = inflating;
        next = header.bodyOffset();
        end = next + header.bytes();
        Compressed compressed = new Compressed();
        if (inflating.isPresent()) {
            if (header.bytes() < GZIP_HEADER.length + GZIP_TRAILER) {
                throw header.malformed("has a page that is too short for gzip");
            }
            end -= GZIP_TRAILER;
            if (!Arrays.equals(compressed.readNBytes(GZIP_HEADER.length), GZIP_HEADER)) {
                throw header.malformed("has a page that does not begin as gzip does");
            }
            inflating.get().begin(compressed);
            raw = inflating.get();
        } else {
            raw = compressed;
        }
    }

    /** Reads exactly so many bytes. */
    void readFully(byte[] target, int from, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int count = readRaw(target, from + done, length - done);
            if (count < 0) {
                throw header.malformed("has a page that breaks off");
            }
            done += count;
        }
    }

    /** Reads a number of four bytes. */
    int readInt() throws IOException {
        byte[] bytes = new byte[Integer.BYTES];
        readFully(bytes, 0, bytes.length);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    /** Sees to it that nothing is left, and that all checksums and lengths are right. */
    void end() throws IOException {
        if (readRaw(new byte[1], 0, 1) >= 0) {
            throw header.malformed("has a page with more than its values");
        }
        if (inflating.isPresent()) {
            endGzip(inflating.get().compressedCount());
        }
        if (rawCount != header.rawBytes()) {
            throw header.malformed("has a page of %d bytes inflated, not %d".formatted(rawCount, header.rawBytes()));
        }
        if (next != header.bodyOffset() + header.bytes() || (int) crc.getValue() != header.crc()) {
            throw header.malformed("has a page whose checksum is wrong");
        }
    }

    private void endGzip(long deflated) throws IOException {
        if (deflated != header.bytes() - GZIP_HEADER.length - GZIP_TRAILER) {
            throw header.malformed("has a page with bytes behind its DEFLATE stream");
        }
        end += GZIP_TRAILER;
        ByteBuffer trailer =
                ByteBuffer.wrap(new Compressed().readNBytes(GZIP_TRAILER)).order(ByteOrder.LITTLE_ENDIAN);
        if (trailer.remaining() < GZIP_TRAILER
                || trailer.getInt() != (int) rawCrc.getValue()
                || trailer.getInt() != (int) rawCount) {
            throw header.malformed("has a page that does not end as gzip does");
        }
    }

    /**
     * The CRC-32 of what is left inflated, if its compressed bytes are those of a segment, then the end, and all lengths and checksums
     * are right. The CRC-32 is what gzip's own one says of it, so it must be held against another. Nothing is read otherwise.
     *
     * @param segment what is known to inflate to {@code rawLength} bytes
     */
    OptionalInt crcOfRest(FileSlice segment, long rawLength) throws IOException {
        if (inflating.isEmpty() || !inflating.get().isBetweenBlocks()) {
            return OptionalInt.empty();
        }
        CRC32 pageCrc = new CRC32();
        FileSlice body = new FileSlice(file, header.bodyOffset(), header.bodyOffset() + header.bytes());
        InputStream bytes = new CheckedInputStream(body, pageCrc);
        bytes.readNBytes(GZIP_HEADER.length + (int) inflating.get().compressedCount());
        if (body.remaining() != segment.remaining() + LAST_BLOCK.length + GZIP_TRAILER || !isNext(bytes, segment)) {
            return OptionalInt.empty();
        }
        boolean isEnd = Arrays.equals(bytes.readNBytes(LAST_BLOCK.length), LAST_BLOCK);
        ByteBuffer trailer = ByteBuffer.wrap(bytes.readNBytes(GZIP_TRAILER)).order(ByteOrder.LITTLE_ENDIAN);
        JoinedCrc before = new JoinedCrc();
        before.add((int) rawCrc.getValue(), rawCount);
        before.add(0, rawLength);
        int rest = trailer.getInt() ^ before.value();
        boolean isSound = isEnd
                && trailer.getInt() == (int) (rawCount + rawLength)
                && header.rawBytes() == rawCount + rawLength
                && header.crc() == (int) pageCrc.getValue();
        return isSound ? OptionalInt.of(rest) : OptionalInt.empty();
    }

    private static boolean isNext(InputStream bytes, FileSlice segment) throws IOException {
        byte[] expected = new byte[(int) Math.min(LARGE_BUFFER, segment.remaining())];
        byte[] read = new byte[expected.length];
        while (segment.remaining() > 0) {
            int count = segment.readNBytes(expected, 0, (int) Math.min(expected.length, segment.remaining()));
            if (bytes.readNBytes(read, 0, count) < count || !Arrays.equals(read, 0, count, expected, 0, count)) {
                return false;
            }
        }
        return true;
    }

    private int readRaw(byte[] target, int from, int length) throws IOException {
        try {
            int count = raw.read(target, from, length);
            if (count > 0) {
                rawCrc.update(target, from, count);
                rawCount += count;
            }
            return count;
        } catch (ZipException | EOFException e) {
            throw header.malformed("has a page that " + e.getMessage());
        }
    }

    /** The bytes as they stand in the file. */
    private final class Compressed extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            if (!buffer.hasRemaining()) {
                if (next == end) {
                    return -1;
                }
                buffer.clear().limit((int) Math.min(BUFFER, end - next));
                int count = file.read(buffer, next);
                if (count < 0) {
                    throw new MalformedParquetException("breaks off", next);
                }
                next += count;
                buffer.flip();
                crc.update(buffer.array(), 0, count);
            }
            int count = Math.min(length, buffer.remaining());
            buffer.get(target, from, count);
            return count;
        }
    }
}
