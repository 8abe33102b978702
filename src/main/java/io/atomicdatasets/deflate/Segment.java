package io.atomicdatasets.deflate;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * An independently decodable part of a member. Compressed, it is a part of a DEFLATE stream (RFC 1951) that starts and ends on
 * a byte boundary, has no back-references before its start, and contains no final block: segments concatenated and closed
 * by {@link #end()} are one valid stream. Stored, it is the bytes themselves.
 *
 * @param compressed the bytes, from position to limit
 * @param rawLength bytes it inflates to
 * @param crc CRC-32 of those bytes
 */
public record Segment(ByteBuffer compressed, long rawLength, int crc) {
    /** The segment of an empty range. */
    public static final Segment EMPTY = new Segment(ByteBuffer.allocate(0), 0, 0);

    public Segment {
        compressed = compressed.asReadOnlyBuffer();
    }

    /** The bytes, as a buffer with a position and limit of its own. */
    @Override
    public ByteBuffer compressed() {
        return compressed.duplicate();
    }

    /** How many bytes the segment has as it is written. */
    public int length() {
        return compressed.remaining();
    }

    /** The final, empty block that terminates a DEFLATE stream, with fixed Huffman codes (RFC 1951, section 3.2.6). */
    public static ByteBuffer end() {
        return ByteBuffer.wrap(new byte[] {0x03, 0x00});
    }

    /** The bytes as they are, in stored blocks (RFC 1951, section 3.2.4). */
    public static Segment stored(byte[] raw) {
        BitWriter out = new BitWriter();
        StoredBlock.write(out, raw, 0, raw.length);
        CRC32 crc = new CRC32();
        crc.update(raw);
        return new Segment(out.copyTo(new SegmentBuffer()), raw.length, (int) crc.getValue());
    }
}
