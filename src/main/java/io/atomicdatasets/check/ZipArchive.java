package io.atomicdatasets.check;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the structure of a ZIP archive with ZIP64 records, strictly: what is not where the format wants it is an error.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE 6.3</a>
 */
final class ZipArchive implements Closeable {
    private static final int END_BYTES = 22;
    private static final int LOCATOR_BYTES = 20;
    private static final int ZIP64_END_BYTES = 56;
    private static final int LOCAL_BYTES = 30;
    private static final int LARGEST_DIRECTORY = 1 << 20;
    private static final int LARGEST_NAME = 1 << 8;
    private static final int LARGEST_LOCAL_EXTRA = 1 << 8;

    private static final int END = 0x06054B50;
    private static final int LOCATOR = 0x07064B50;
    private static final int ZIP64_END = 0x06064B50;
    private static final int CENTRAL = 0x02014B50;
    private static final int LOCAL = 0x04034B50;
    private static final int ZIP64_EXTRA = 1;
    private static final int IN_ZIP64_END = 0xFFFF;
    private static final long IN_ZIP64 = 0xFFFF_FFFFL;

    private static final int STORED = 0;
    private static final int DEFLATE = 8;

    private final FileChannel file;
    private final long size;

    ZipArchive(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.READ);
        size = file.size();
    }

    /** Where the central directory stands. */
    private record Directory(long entries, long start, int length) {}

    /** The members in their order; checks that they fill the archive from its first byte to its directory. */
    List<ZipMember> members() throws IOException {
        Directory directory = directory();
        Fields entries = fields("central directory", directory.start, directory.length);
        List<ZipMember> members = new ArrayList<>();
        long next = 0;
        for (long i = 0; i < directory.entries; i++) {
            ZipMember member = member(entries, next, directory.start);
            members.add(member);
            next = member.dataOffset() + member.compressedLength();
        }
        entries.expect("bytes behind its members", 0, entries.remaining());
        entries.expect("a first byte at", next, directory.start);
        return members;
    }

    /** Reads the three records at the end, from the last to the first, which must touch each other. */
    private Directory directory() throws IOException {
        long zip64End = size - END_BYTES - LOCATOR_BYTES - ZIP64_END_BYTES;
        if (zip64End < 0) {
            throw new MalformedFileException("is too short for an archive: " + size + " bytes");
        }
        Fields end = fields("end record", size - END_BYTES, END_BYTES);
        end.signature(END);
        end.expect("this disk", 0, end.u16());
        end.expect("a disk with the directory", 0, end.u16());
        end.expect("entries on this disk", IN_ZIP64_END, end.u16());
        end.expect("entries", IN_ZIP64_END, end.u16());
        end.expect("a directory length", IN_ZIP64, end.u32());
        end.expect("a directory offset", IN_ZIP64, end.u32());
        end.expect("a comment length", 0, end.u16());

        Fields locator = fields("ZIP64 locator", size - END_BYTES - LOCATOR_BYTES, LOCATOR_BYTES);
        locator.signature(LOCATOR);
        locator.expect("a disk with the ZIP64 end record", 0, locator.u32());
        locator.expect("a ZIP64 end record at", zip64End, locator.u64());
        locator.expect("disks", 1, locator.u32());

        Fields zip64 = fields("ZIP64 end record", zip64End, ZIP64_END_BYTES);
        zip64.signature(ZIP64_END);
        zip64.expect("a length of the rest", ZIP64_END_BYTES - Integer.BYTES - Long.BYTES, zip64.u64());
        zip64.skip(2 + 2); // version made by, version needed
        zip64.expect("this disk", 0, zip64.u32());
        zip64.expect("a disk with the directory", 0, zip64.u32());
        long entries = zip64.u64();
        zip64.expect("entries in all", entries, zip64.u64());
        long length = zip64.u64();
        long start = zip64.u64();
        if (length > LARGEST_DIRECTORY) {
            throw zip64.malformed("tells a directory of " + length + " bytes, more than " + LARGEST_DIRECTORY);
        }
        zip64.expect("a directory offset", zip64End - length, start);
        return new Directory(entries, start, (int) length);
    }

    private ZipMember member(Fields directory, long expectedOffset, long end) throws IOException {
        directory.signature(CENTRAL);
        directory.skip(2 + 2); // version made by, version needed
        directory.expect("flags", 0, directory.u16());
        int method = directory.u16();
        directory.skip(2 + 2); // time, date
        long crc = directory.u32();
        directory.expect("a compressed length", IN_ZIP64, directory.u32());
        directory.expect("a raw length", IN_ZIP64, directory.u32());
        int nameLength = directory.u16();
        int extraLength = directory.u16();
        directory.expect("a comment length", 0, directory.u16());
        directory.expect("a disk", 0, directory.u16());
        directory.skip(2 + 4); // internal and external attributes
        directory.expect("an offset", IN_ZIP64, directory.u32());
        String name = directory.ascii(nameLength);
        Fields extra = directory.slice(extraLength, "ZIP64 extra of " + name);
        extra.expect("an extra field", ZIP64_EXTRA, extra.u16());
        extra.expect("a length", 3 * Long.BYTES, extra.u16());
        long rawLength = extra.u64();
        long compressedLength = extra.u64();
        extra.expect("an offset", expectedOffset, extra.u64());
        extra.expect("bytes behind its fields", 0, extra.remaining());
        if (method != DEFLATE && method != STORED) {
            throw directory.malformed("tells method " + method + " of " + name + ", neither deflated nor stored");
        }

        ZipMember member = new ZipMember(name, method == STORED, 0, compressedLength, rawLength, (int) crc);
        long dataOffset = expectedOffset + localLength(member, expectedOffset);
        if (compressedLength > end - dataOffset) {
            throw extra.malformed("tells " + compressedLength + " compressed bytes, more than the "
                    + Math.max(0, end - dataOffset) + " before the directory");
        }
        if (member.stored()) {
            extra.expect("a raw length", compressedLength, rawLength);
        }
        return member.at(dataOffset);
    }

    /** The length of a member's local header, which must tell what the directory tells. */
    private int localLength(ZipMember member, long offset) throws IOException {
        String record = "local header of " + member.name();
        Fields local = fields(record, offset, LOCAL_BYTES);
        local.signature(LOCAL);
        local.skip(2); // version needed
        local.expect("flags", 0, local.u16());
        local.expect("method", member.stored() ? STORED : DEFLATE, local.u16());
        local.skip(2 + 2); // time, date
        local.expect("CRC-32", Integer.toUnsignedLong(member.crc()), local.u32());
        local.expect("a compressed length", IN_ZIP64, local.u32());
        local.expect("a raw length", IN_ZIP64, local.u32());
        int nameLength = local.u16();
        int extraLength = local.u16();
        local.expect("a name length", member.name().length(), nameLength);
        if (nameLength > LARGEST_NAME || extraLength > LARGEST_LOCAL_EXTRA) {
            throw local.malformed("tells a name or extra fields that are longer than any");
        }

        Fields rest = fields(record, offset + LOCAL_BYTES, nameLength + extraLength);
        String name = rest.ascii(nameLength);
        if (!name.equals(member.name())) {
            throw rest.malformed("tells the name " + name);
        }
        rest.expect("an extra field", ZIP64_EXTRA, rest.u16());
        rest.expect("a length of its ZIP64 field", 2 * Long.BYTES, rest.u16());
        rest.expect("a raw length", member.rawLength(), rest.u64());
        rest.expect("a compressed length", member.compressedLength(), rest.u64());
        if (rest.remaining() > 0) { // padding, so that stored elements are aligned
            rest.skip(Short.BYTES);
            rest.expect("a length of its padding", rest.remaining() - Short.BYTES, rest.u16());
        }
        return LOCAL_BYTES + nameLength + extraLength;
    }

    /** Some bytes of the archive. */
    FileSlice slice(long begin, long end) {
        return new FileSlice(file, begin, end);
    }

    private Fields fields(String record, long position, int length) throws IOException {
        if (position < 0 || length > size - position) {
            throw new MalformedFileException("has a " + record + " that breaks off: it has " + length + " bytes at "
                    + position + ", and the file " + size);
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, position + buffer.position()) <= 0) {
                throw new MalformedFileException("became shorter while it was read");
            }
        }
        return new Fields(buffer.flip(), record, position);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
