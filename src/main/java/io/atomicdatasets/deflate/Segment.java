package io.atomicdatasets.deflate;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * A piece of a member that can be joined with others. Compressed, it is a piece of a DEFLATE stream (RFC 1951) that starts
 * and ends on a byte boundary, refers to nothing before itself, and is not the last: pieces joined end to end, closed by
 * {@link #end()}, are one valid stream. Stored, it is the bytes themselves.
 *
 * @param compressed the piece, from its position to its limit
 * @param rawLength bytes it inflates to
 * @param crc CRC-32 of those bytes
 */
public record Segment(ByteBuffer compressed, long rawLength, int crc) {
    /** What an empty range of bytes gives. */
    public static final Segment EMPTY = new Segment(ByteBuffer.allocate(0), 0, 0);

    public Segment {
        compressed = compressed.asReadOnlyBuffer();
    }

    /** The piece as a buffer of the caller's own. */
    @Override
    public ByteBuffer compressed() {
        return compressed.duplicate();
    }

    /** How many bytes the piece has. */
    public int length() {
        return compressed.remaining();
    }

    /** What closes a compressed member: an empty, final block of fixed Huffman codes (RFC 1951, section 3.2.6). */
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
