package io.atomicdatasets.check;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.atomicdatasets.inflate.Inflaters;
import io.atomicdatasets.inflate.InflatingStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    private static final int END = 22;
    private static final int LOCATOR = 20;
    private static final int ZIP64_END = 56;
    private static final int CENTRAL = 46;
    private static final int LOCAL = 30;
    private static final int LARGEST_DIRECTORY = 1 << 20;
    private static final int STORED = 0;
    private static final int DEFLATE = 8;
    private static final int BUFFER = 1 << 16;

    private final FileChannel file;

    ZipArchive(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.READ);
    }

    /** The members in their order; checks that they fill the archive from its first byte to its directory. */
    List<ZipMember> members() throws IOException {
        long size = file.size();
        demand(size >= END + LOCATOR + ZIP64_END, "is too short for an archive");
        demand(read(size - END, END).getInt(0) == 0x06054B50, "has no end record");
        demand(read(size - END - LOCATOR, LOCATOR).getInt(0) == 0x07064B50, "has no ZIP64 locator");
        long zip64End = read(size - END - LOCATOR, LOCATOR).getLong(8);
        demand(zip64End == size - END - LOCATOR - ZIP64_END, "has its ZIP64 end record in another place than it says");
        ByteBuffer end = read(zip64End, ZIP64_END);
        demand(end.getInt(0) == 0x06064B50, "has no ZIP64 end record");
        long entries = end.getLong(32);
        long length = end.getLong(40);
        long start = end.getLong(48);
        demand(
                length <= LARGEST_DIRECTORY && start + length == zip64End,
                "has a directory that does not end at its end");

        ByteBuffer directory = read(start, (int) length);
        List<ZipMember> members = new ArrayList<>();
        long next = 0;
        for (long i = 0; i < entries; i++) {
            ZipMember member = member(directory, next);
            members.add(member);
            next = member.dataOffset() + member.compressedLength();
        }
        demand(!directory.hasRemaining(), "has a directory with more than its members");
        demand(next == start, "has bytes between its members and its directory");
        return members;
    }

    /** The raw bytes of a member. */
    RawStream open(ZipMember member) {
        return member.stored() ? new RawStream(bytes(member)) : new RawStream(InflatingStream.of(bytes(member)));
    }

    /** The raw bytes of a large member, inflated in parts. */
    RawStream open(ZipMember member, Inflaters inflaters) {
        return member.stored()
                ? new RawStream(bytes(member))
                : new RawStream(InflatingStream.inParts(bytes(member), inflaters));
    }

    private ZipMember member(ByteBuffer directory, long expectedOffset) throws IOException {
        demand(directory.remaining() >= CENTRAL, "has a directory that breaks off");
        int at = directory.position();
        demand(directory.getInt(at) == 0x02014B50, "has no directory where it says");
        int method = directory.getShort(at + 10);
        int crc = directory.getInt(at + 16);
        int nameLength = directory.getShort(at + 28);
        int extraLength = directory.getShort(at + 30);
        directory.position(at + CENTRAL);
        String name = text(directory, nameLength);
        ByteBuffer extra = slice(directory, extraLength);
        demand(extraLength == 28 && extra.getShort(0) == 1, name + " has no ZIP64 sizes");
        long rawLength = extra.getLong(4);
        long compressedLength = extra.getLong(12);
        long offset = extra.getLong(20);
        demand(method == DEFLATE || method == STORED, name + " is neither deflated nor stored");
        demand(offset == expectedOffset, name + " does not begin where the member before it ends");

        int localExtraLength = Short.toUnsignedInt(read(offset, LOCAL).getShort(28));
        demand(localExtraLength >= 20, name + " has no ZIP64 sizes in its local header");
        ByteBuffer local = read(offset, LOCAL + nameLength + localExtraLength);
        demand(local.getInt(0) == 0x04034B50, name + " has no local header");
        demand(
                local.getShort(8) == method
                        && local.getInt(14) == crc
                        && local.getShort(26) == nameLength
                        && local.getLong(LOCAL + nameLength + 4) == rawLength
                        && local.getLong(LOCAL + nameLength + 12) == compressedLength,
                name + " has a local header that contradicts the directory");
        local.position(LOCAL);
        demand(text(local, nameLength).equals(name), name + " has another name in its local header");
        return new ZipMember(name, method == STORED, offset + local.limit(), compressedLength, rawLength, crc);
    }

    private InputStream bytes(ZipMember member) {
        return new InputStream() {
            private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
            private long at = member.dataOffset();
            private final long end = at + member.compressedLength();

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int from, int length) throws IOException {
                if (!buffer.hasRemaining()) {
                    if (at == end) {
                        return -1;
                    }
                    buffer.clear().limit((int) Math.min(BUFFER, end - at));
                    int count = file.read(buffer, at);
                    demand(count > 0, member.name() + " breaks off");
                    at += count;
                    buffer.flip();
                }
                int count = Math.min(length, buffer.remaining());
                buffer.get(target, from, count);
                return count;
            }
        };
    }

    private ByteBuffer read(long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            demand(file.read(buffer, position + buffer.position()) > 0, "breaks off");
        }
        return buffer.flip();
    }

    private static String text(ByteBuffer from, int length) throws IOException {
        byte[] bytes = new byte[length];
        slice(from, length).get(bytes);
        return new String(bytes, US_ASCII);
    }

    private static ByteBuffer slice(ByteBuffer from, int length) throws IOException {
        demand(length >= 0 && length <= from.remaining(), "has a record that breaks off");
        ByteBuffer slice = from.slice(from.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        from.position(from.position() + length);
        return slice;
    }

    private static void demand(boolean holds, String otherwise) throws MalformedFileException {
        if (!holds) {
            throw new MalformedFileException(otherwise);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
