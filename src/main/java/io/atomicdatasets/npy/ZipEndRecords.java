package io.atomicdatasets.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The end of a ZIP archive: the ZIP64 end record, its locator, and the old end record that points to them.
 *
 * @param entries files in the archive
 * @param centralOffset where the central directory begins
 * @param centralLength its bytes
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE 6.3, sections 4.3.14 to 4.3.16</a>
 */
record ZipEndRecords(int entries, long centralOffset, long centralLength) {
    private static final int ZIP64_END_BYTES = 56;
    private static final int LOCATOR_BYTES = 20;
    private static final int END_BYTES = 22;
    private static final short IN_ZIP64_END = (short) 0xFFFF;

    static final int LENGTH = ZIP64_END_BYTES + LOCATOR_BYTES + END_BYTES;

    ByteBuffer toBytes() {
        ByteBuffer out = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0x06064B50); // ZIP64 end: signature "PK\6\6"
        out.putLong(ZIP64_END_BYTES - 12); // length of the rest of this record
        out.putShort((short) ZipEntryRecord.VERSION); // version made by
        out.putShort((short) ZipEntryRecord.VERSION); // version needed
        out.putInt(0); // this disk
        out.putInt(0); // disk with the central directory
        out.putLong(entries); // entries on this disk
        out.putLong(entries); // entries in all
        out.putLong(centralLength);
        out.putLong(centralOffset);

        out.putInt(0x07064B50); // locator: signature "PK\6\7"
        out.putInt(0); // disk with the ZIP64 end
        out.putLong(centralOffset + centralLength); // offset of the ZIP64 end
        out.putInt(1); // disks in all

        out.putInt(0x06054B50); // end: signature "PK\5\6"
        out.putShort((short) 0); // this disk
        out.putShort((short) 0); // disk with the central directory
        out.putShort(IN_ZIP64_END); // entries on this disk
        out.putShort(IN_ZIP64_END); // entries in all
        out.putInt(ZipEntryRecord.IN_ZIP64_EXTRA); // length of the central directory
        out.putInt(ZipEntryRecord.IN_ZIP64_EXTRA); // offset of the central directory
        out.putShort((short) 0); // comment length
        return out.flip();
    }
}
