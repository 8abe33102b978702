package io.atomicdatasets.deflate;

/**
 * Stored blocks: bytes as they are, up to 65,535 in each.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2.4">RFC 1951, section 3.2.4</a>
 */
final class StoredBlock {
    private static final int LONGEST = 0xFFFF;
    private static final int HEADER_BITS = 3 + 7 + 16 + 16; // at most

    private StoredBlock() {}

    /** An upper bound on the bits that so many bytes take. */
    static long bits(int length) {
        return 8L * length + (long) HEADER_BITS * ((length + LONGEST - 1) / LONGEST);
    }

    /** Writes bytes; none of the blocks is marked as final. */
    static void write(BitWriter out, byte[] raw, int start, int length) {
        out.reserve(bits(length));
        for (int from = 0; from < length; from += LONGEST) {
            int count = Math.min(LONGEST, length - from);
            writeHeader(out, count);
            out.put(raw, start + from, count);
        }
    }

    /** Writes an empty block, which ends on a byte boundary: what zlib calls a sync flush. */
    static void writeEmpty(BitWriter out) {
        out.reserve(HEADER_BITS);
        writeHeader(out, 0);
    }

    private static void writeHeader(BitWriter out, int length) {
        out.put(0, 1); // BFINAL
        out.put(0, 2); // BTYPE: stored
        out.align();
        out.put(length, 16); // LEN
        out.put(~length & 0xFFFF, 16); // NLEN
    }
}
