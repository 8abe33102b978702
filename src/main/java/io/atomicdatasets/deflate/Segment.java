package io.atomicdatasets.deflate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

    private static final int LONGEST_STORED = 0xFFFF;

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
        int blocks = (raw.length + LONGEST_STORED - 1) / LONGEST_STORED;
        ByteBuffer out = ByteBuffer.allocate(raw.length + 5 * blocks).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < raw.length; from += LONGEST_STORED) {
            int length = Math.min(LONGEST_STORED, raw.length - from);
            out.put((byte) 0); // BFINAL 0, BTYPE 00, padding to the byte
            out.putShort((short) length); // LEN
            out.putShort((short) ~length); // NLEN
            out.put(raw, from, length);
        }
        CRC32 crc = new CRC32();
        crc.update(raw);
        return new Segment(out.flip(), raw.length, (int) crc.getValue());
    }
}
