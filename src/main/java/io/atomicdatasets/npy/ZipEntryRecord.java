package io.atomicdatasets.npy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One file inside a ZIP archive, always with ZIP64 sizes, as it stands before the data and in the central directory.
 *
 * @param name the file's name, ASCII
 * @param stored whether the bytes stand as they are; their place is then a multiple of 64, by padding before them
 * @param crc CRC-32 of the raw bytes
 * @param compressedLength bytes in the archive
 * @param rawLength bytes inflated
 * @param offset where the local header begins
 * @param streamed whether CRC and lengths stand behind the data, for they were not known before it
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE 6.3, sections 4.3.7, 4.3.9,
 *     4.3.12 and 4.5.3</a>
 */
record ZipEntryRecord(
        String name, boolean stored, int crc, long compressedLength, long rawLength, long offset, boolean streamed) {
    static final int VERSION = 45; // 4.5: ZIP64
    static final int IN_ZIP64_EXTRA = 0xFFFFFFFF;

    private static final short FLAG_DESCRIPTOR = 1 << 3;
    private static final int METHOD_STORED = 0;
    private static final int METHOD_DEFLATE = 8;
    private static final int ALIGNMENT = 64;
    private static final short PADDING_EXTRA = (short) 0xD935; // as Android's zipalign writes it
    private static final int SHORTEST_PADDING = 4;
    private static final int DOS_TIME = 0; // 00:00:00
    private static final int DOS_DATE = 1 << 5 | 1; // 1980-01-01, the same in every time zone
    private static final int UNIX = 3 << 8;
    private static final int READ_WRITE_BY_OWNER = 0600 << 16;

    private static final int LOCAL_BYTES = 30;
    private static final int LOCAL_EXTRA_BYTES = 4 + 16;
    private static final int CENTRAL_BYTES = 46;
    private static final int CENTRAL_EXTRA_BYTES = 4 + 24;
    private static final int DESCRIPTOR_BYTES = 4 + 4 + 16;

    /** A file whose CRC and lengths stand before its data. */
    ZipEntryRecord(String name, boolean stored, int crc, long compressedLength, long rawLength, long offset) {
        this(name, stored, crc, compressedLength, rawLength, offset, false);
    }

    int localLength() {
        return LOCAL_BYTES + name.length() + LOCAL_EXTRA_BYTES + padding();
    }

    /** Bytes of an extra field that push stored data to the next multiple of 64: none, or at least its own head. */
    private int padding() {
        if (!stored) {
            return 0;
        }
        int missing = (int) -(offset + LOCAL_BYTES + name.length() + LOCAL_EXTRA_BYTES) & (ALIGNMENT - 1);
        return missing == 0 || missing >= SHORTEST_PADDING ? missing : missing + ALIGNMENT;
    }

    int centralLength() {
        return CENTRAL_BYTES + name.length() + CENTRAL_EXTRA_BYTES;
    }

    ByteBuffer localHeader() {
        ByteBuffer out = ByteBuffer.allocate(localLength()).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0x04034B50); // signature "PK\3\4"
        out.putShort((short) VERSION); // version needed
        putMethodAndDate(out);
        out.putInt(streamed ? 0 : crc);
        out.putInt(IN_ZIP64_EXTRA); // compressed length
        out.putInt(IN_ZIP64_EXTRA); // raw length
        out.putShort((short) name.length());
        out.putShort((short) (LOCAL_EXTRA_BYTES + padding()));
        out.put(name.getBytes(US_ASCII));
        out.putShort((short) 1); // extra: ZIP64
        out.putShort((short) (LOCAL_EXTRA_BYTES - 4));
        out.putLong(streamed ? 0 : rawLength);
        out.putLong(streamed ? 0 : compressedLength);
        if (padding() > 0) {
            out.putShort(PADDING_EXTRA);
            out.putShort((short) (padding() - SHORTEST_PADDING));
            out.position(out.capacity()); // the rest is zeros
        }
        return out.flip();
    }

    /** What stands behind streamed data. */
    ByteBuffer descriptor() {
        ByteBuffer out = ByteBuffer.allocate(DESCRIPTOR_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0x08074B50); // signature "PK\7\b"
        out.putInt(crc);
        out.putLong(compressedLength);
        out.putLong(rawLength);
        return out.flip();
    }

    ByteBuffer centralHeader() {
        ByteBuffer out = ByteBuffer.allocate(centralLength()).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0x02014B50); // signature "PK\1\2"
        out.putShort((short) (UNIX | VERSION)); // version made by
        out.putShort((short) VERSION); // version needed
        putMethodAndDate(out);
        out.putInt(crc);
        out.putInt(IN_ZIP64_EXTRA); // compressed length
        out.putInt(IN_ZIP64_EXTRA); // raw length
        out.putShort((short) name.length());
        out.putShort((short) CENTRAL_EXTRA_BYTES);
        out.putShort((short) 0); // comment length
        out.putShort((short) 0); // disk
        out.putShort((short) 0); // internal attributes
        out.putInt(READ_WRITE_BY_OWNER); // external attributes
        out.putInt(IN_ZIP64_EXTRA); // offset of the local header
        out.put(name.getBytes(US_ASCII));
        out.putShort((short) 1); // extra: ZIP64
        out.putShort((short) (CENTRAL_EXTRA_BYTES - 4));
        out.putLong(rawLength);
        out.putLong(compressedLength);
        out.putLong(offset);
        return out.flip();
    }

    private void putMethodAndDate(ByteBuffer out) {
        out.putShort(streamed ? FLAG_DESCRIPTOR : 0); // flags
        out.putShort((short) (stored ? METHOD_STORED : METHOD_DEFLATE));
        out.putShort((short) DOS_TIME);
        out.putShort((short) DOS_DATE);
    }
}
