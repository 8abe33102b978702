package io.atomicdatasets.parquet;

import io.atomicdatasets.deflate.Crc32;
import io.atomicdatasets.deflate.Segment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * What stands behind a page's header, put together from pieces: the bytes themselves, or one member of a gzip file whose
 * DEFLATE stream the pieces are.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952#section-2.3">RFC 1952, section 2.3</a>
 */
final class PageBody {
    private static final int STORED_BLOCK_HEADER = 5;
    private static final int LONGEST_STORED_BLOCK = 0xFFFF;
    private static final int GZIP_HEADER = 10;
    private static final int GZIP_TRAILER = 8;

    private final boolean stored;
    private final List<ByteBuffer> pieces = new ArrayList<>();
    private long rawLength;
    private int rawCrc;

    /** An empty body, of bytes themselves if {@code stored}. */
    PageBody(boolean stored) {
        this.stored = stored;
        if (!stored) {
            pieces.add(gzipHeader());
        }
    }

    /** Appends what a segment holds, which must be stored as the body is. */
    void append(Segment segment) {
        pieces.add(segment.compressed());
        rawLength += segment.rawLength();
        rawCrc = Crc32.combine(rawCrc, segment.crc(), segment.rawLength());
    }

    /** Appends a few bytes, up to 65,535. */
    void append(byte[] raw) {
        pieces.add(stored ? ByteBuffer.wrap(raw) : storedBlock(raw));
        rawLength += raw.length;
        CRC32 crc = new CRC32();
        crc.update(raw);
        rawCrc = Crc32.combine(rawCrc, (int) crc.getValue(), raw.length);
    }

    /** The body's bytes, of which no more will be appended. */
    List<ByteBuffer> finish() {
        if (!stored) {
            pieces.add(Segment.end());
            pieces.add(gzipTrailer());
        }
        return pieces;
    }

    /** How many bytes a reader will have when it has inflated the body. */
    int rawLength() {
        return Math.toIntExact(rawLength);
    }

    /** Segments end on a byte, so a stored block's header does not depend on what was before it (RFC 1951, 3.2.4). */
    private static ByteBuffer storedBlock(byte[] raw) {
        if (raw.length > LONGEST_STORED_BLOCK) {
            throw new IllegalArgumentException(raw.length + " bytes do not fit into a stored block");
        }
        ByteBuffer out = ByteBuffer.allocate(STORED_BLOCK_HEADER + raw.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 0); // BFINAL 0, BTYPE 00, padding
        out.putShort((short) raw.length); // LEN
        out.putShort((short) ~raw.length); // NLEN
        out.put(raw);
        return out.flip();
    }

    private static ByteBuffer gzipHeader() {
        ByteBuffer out = ByteBuffer.allocate(GZIP_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        out.putShort((short) 0x8B1F); // ID1, ID2
        out.put((byte) 8); // CM: DEFLATE
        out.put((byte) 0); // FLG
        out.putInt(0); // MTIME: no time
        out.put((byte) 0); // XFL
        out.put((byte) 0xFF); // OS: unknown
        return out.flip();
    }

    private ByteBuffer gzipTrailer() {
        ByteBuffer out = ByteBuffer.allocate(GZIP_TRAILER).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(rawCrc); // CRC32
        out.putInt((int) rawLength); // ISIZE
        return out.flip();
    }
}
