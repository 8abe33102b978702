package io.atomicdatasets.npy;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.atomicdatasets.deflate.Crc32;
import io.atomicdatasets.deflate.Segment;
import io.atomicdatasets.deflate.SegmentEncoder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one .npz file: a ZIP archive of .npy members whose elements arrive as {@link Segment}s, all members side by
 * side, and whose shapes are known beforehand.
 *
 * <p>The first member goes straight into the file; the others are spooled beside it and moved in at the end. For one
 * thread at a time.
 */
public final class NpzWriter implements Closeable {
    /** How the names of spools end. */
    public static final String SPOOL_ENDING = ".spool";

    private final FileChannel file;
    private final List<OpenMember> members = new ArrayList<>();
    private boolean finished;

    /**
     * Creates the file, which must not exist, and its spools.
     *
     * @param path the .npz file
     * @param members its arrays, in their order in the file; at least one
     */
    public NpzWriter(Path path, List<NpzMember> members) throws IOException {
        file = FileChannel.open(path, CREATE_NEW, READ, WRITE);
        try {
            for (NpzMember member : members) {
                boolean first = this.members.isEmpty();
                Path spool = spoolOf(path, member);
                this.members.add(first ? OpenMember.inPlace(member, file) : OpenMember.spooled(member, spool));
            }
            for (OpenMember member : this.members) {
                member.appendHeader();
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Opens a file that another writer of the same members left, and its spools, and cuts them back to where they were
     * known to be.
     *
     * @throws IOException if they do not reach so far
     */
    public NpzWriter(Path path, List<NpzMember> members, List<NpzMember.Written> written) throws IOException {
        file = FileChannel.open(path, READ, WRITE);
        try {
            for (int i = 0; i < members.size(); i++) {
                Path spool = spoolOf(path, members.get(i));
                this.members.add(
                        i == 0
                                ? OpenMember.inPlaceAgain(members.get(i), file, written.get(i))
                                : OpenMember.spooledAgain(members.get(i), spool, written.get(i)));
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private static Path spoolOf(Path path, NpzMember member) {
        return path.resolveSibling(path.getFileName() + "." + member.name() + SPOOL_ENDING);
    }

    /** How far each member is; what was appended until now is in the files. */
    public List<NpzMember.Written> written() {
        return members.stream().map(OpenMember::written).toList();
    }

    /** Forces the file and its spools to the disk; from any thread, beside {@link #append}. */
    public void force() throws IOException {
        for (OpenMember member : members) {
            member.channel.force(true);
        }
    }

    /**
     * Bytes of a file with these members.
     *
     * @param members the arrays
     * @param segmentBytes compressed bytes of each array's segments
     */
    public static long sizeInBytes(List<NpzMember> members, long[] segmentBytes) {
        long size = 0;
        long end = ZipEndRecords.LENGTH;
        for (int i = 0; i < segmentBytes.length; i++) {
            NpzMember member = members.get(i);
            ZipEntryRecord entry = new ZipEntryRecord(member.fileName(), member.stored(), 0, 0, 0, size);
            byte[] header = member.header().toBytes();
            size += entry.localLength() + segmentBytes[i];
            size += member.stored()
                    ? header.length
                    : Segment.stored(header).length() + Segment.end().remaining();
            end += entry.centralLength();
        }
        return size + end;
    }

    /** Appends elements to the member with this number. */
    public void append(int member, Segment segment) throws IOException {
        members.get(member).append(segment);
    }

    /**
     * Closes all members, moves the spooled ones in, writes the central directory, and forces the file to the disk.
     *
     * @throws IllegalStateException if a member did not get as many bytes as its shape says
     */
    public void finish() throws IOException {
        List<ZipEntryRecord> entries = new ArrayList<>();
        for (OpenMember member : members) {
            entries.add(member.moveInto(file));
        }
        long centralOffset = file.position();
        for (ZipEntryRecord entry : entries) {
            writeFully(file, entry.centralHeader());
        }
        long centralLength = file.position() - centralOffset;
        writeFully(file, new ZipEndRecords(entries.size(), centralOffset, centralLength).toBytes());
        file.force(true);
        finished = true;
    }

    /** Releases the file, and deletes the spools if it was finished; if it was not, it is no archive, and can be gone on with. */
    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (OpenMember member : members) {
            try {
                member.close(finished);
            } catch (IOException e) {
                failure = failure == null ? e : failure;
            }
        }
        file.close();
        if (failure != null) {
            throw failure;
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** A member that still grows, in the archive itself or in a spool. */
    private static final class OpenMember {
        private final NpzMember member;
        private final FileChannel channel;
        private final @Nullable Path spool;
        private final long start;

        private long compressedLength;
        private long rawLength;
        private int crc;

        private OpenMember(NpzMember member, FileChannel channel, @Nullable Path spool) throws IOException {
            this.member = member;
            this.channel = channel;
            this.spool = spool;
            this.start = channel.position();
        }

        /** Leaves room for the local header, which is written when the lengths are known. */
        static OpenMember inPlace(NpzMember member, FileChannel archive) throws IOException {
            OpenMember open = new OpenMember(member, archive, null);
            writeFully(archive, open.entry(open.start).localHeader());
            return open;
        }

        static OpenMember spooled(NpzMember member, Path spool) throws IOException {
            return new OpenMember(member, FileChannel.open(spool, CREATE_NEW, READ, WRITE), spool);
        }

        /** Goes on where the first member was. */
        static OpenMember inPlaceAgain(NpzMember member, FileChannel archive, NpzMember.Written written)
                throws IOException {
            OpenMember open = new OpenMember(member, archive, null);
            open.goOn(open.entry(open.start).localLength() + written.compressedLength(), written);
            return open;
        }

        /** Goes on where a spool was. */
        static OpenMember spooledAgain(NpzMember member, Path spool, NpzMember.Written written) throws IOException {
            OpenMember open = new OpenMember(member, FileChannel.open(spool, READ, WRITE), spool);
            try {
                open.goOn(written.compressedLength(), written);
            } catch (IOException e) {
                open.channel.close();
                throw e;
            }
            return open;
        }

        private void goOn(long length, NpzMember.Written written) throws IOException {
            if (channel.size() < length) {
                throw new IOException(member.fileName() + " is shorter than it was known to be");
            }
            channel.truncate(length);
            channel.position(length);
            compressedLength = written.compressedLength();
            rawLength = written.rawLength();
            crc = written.crc();
        }

        NpzMember.Written written() {
            return new NpzMember.Written(compressedLength, rawLength, crc);
        }

        private byte[] header() {
            return member.header().toBytes();
        }

        void appendHeader() throws IOException {
            if (member.stored()) {
                append(SegmentEncoder.storing().encode(header(), 0, header().length, header().length));
            } else {
                append(Segment.stored(header()));
            }
        }

        void append(Segment segment) throws IOException {
            writeFully(channel, segment.compressed());
            compressedLength += segment.length();
            rawLength += segment.rawLength();
            crc = Crc32.combine(crc, segment.crc(), segment.rawLength());
        }

        ZipEntryRecord moveInto(FileChannel archive) throws IOException {
            long expected = header().length + member.header().dataBytes();
            if (rawLength != expected) {
                throw new IllegalStateException(
                        member.fileName() + " has " + rawLength + " bytes, its shape says " + expected);
            }
            if (!member.stored()) {
                ByteBuffer end = Segment.end();
                compressedLength += end.remaining();
                writeFully(channel, end);
            }
            if (spool == null) {
                ZipEntryRecord entry = entry(start);
                archive.write(entry.localHeader(), start);
                return entry;
            }
            ZipEntryRecord entry = entry(archive.position());
            writeFully(archive, entry.localHeader());
            for (long moved = 0; moved < compressedLength; ) {
                moved += channel.transferTo(moved, compressedLength - moved, archive);
            }
            return entry;
        }

        private ZipEntryRecord entry(long offset) {
            return new ZipEntryRecord(member.fileName(), member.stored(), crc, compressedLength, rawLength, offset);
        }

        void close(boolean isMovedIn) throws IOException {
            if (spool != null) {
                channel.close();
                if (isMovedIn) {
                    Files.deleteIfExists(spool);
                }
            }
        }
    }
}
