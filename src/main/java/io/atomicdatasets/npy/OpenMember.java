package io.atomicdatasets.npy;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.atomicdatasets.deflate.Crc32;
import io.atomicdatasets.deflate.Segment;
import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.disk.StaleCheckpointException;
import io.atomicdatasets.npy.NpzMember.Written;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A member that still grows, in a file of its own or, behind its local header, in the archive. */
final class OpenMember implements Closeable {
    private final NpzMember member;
    private final Path path;
    private final FileChannel channel;
    private final long offset;
    private Written written = Written.NOTHING;

    private OpenMember(NpzMember member, Path path, FileChannel channel, long offset) {
        this.member = member;
        this.path = path;
        this.channel = channel;
        this.offset = offset;
    }

    /** Creates the file, with room for so many bytes before the member. */
    static OpenMember create(NpzMember member, Path path, long offset) throws IOException {
        FileChannel channel = FileChannel.open(path, CREATE_NEW, READ, WRITE);
        OpenMember open = new OpenMember(member, path, channel, offset);
        try {
            open.written = member.begun();
            Durable.writeFully(channel, ByteBuffer.allocate((int) (offset + open.written.compressedLength())));
            return open;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Opens the file again and cuts it back to where it was known to be.
     *
     * @throws StaleCheckpointException if it is missing, or does not reach so far
     */
    static OpenMember reopen(NpzMember member, Path path, long offset, Written written) throws IOException {
        FileChannel channel = open(path);
        try {
            long length = offset + written.compressedLength();
            if (channel.size() < length) {
                throw new StaleCheckpointException(
                        path.getFileName() + " has " + channel.size() + " bytes, not " + length);
            }
            channel.truncate(length);
            channel.position(length);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        OpenMember open = new OpenMember(member, path, channel, offset);
        open.written = written;
        return open;
    }

    private static FileChannel open(Path path) throws IOException {
        try {
            return FileChannel.open(path, READ, WRITE);
        } catch (NoSuchFileException e) {
            throw new StaleCheckpointException(path.getFileName() + " is missing");
        }
    }

    Written written() {
        return written;
    }

    Path path() {
        return path;
    }

    long offset() {
        return offset;
    }

    FileChannel channel() {
        return channel;
    }

    void append(Segment segment) throws IOException {
        Durable.writeFully(channel, segment.compressed());
        written = new Written(
                written.compressedLength() + segment.length(),
                written.rawLength() + segment.rawLength(),
                Crc32.combine(written.crc(), segment.crc(), segment.rawLength()));
    }

    /** Ends the member's data, which must be all that its shape says, and writes its header. */
    void end(long count) throws IOException {
        if (written.rawLength() != member.rawLength(count)) {
            throw new IllegalStateException(member.fileName() + " has " + written.rawLength()
                    + " bytes, its shape says " + member.rawLength(count));
        }
        Segment header = member.headerSegment(count);
        ByteBuffer bytes = header.compressed();
        for (long at = offset; bytes.hasRemaining(); ) {
            at += channel.write(bytes, at);
        }
        long elements = written.rawLength() - header.rawLength();
        int crc = Crc32.combine(header.crc(), written.crc(), elements);
        written = new Written(written.compressedLength(), written.rawLength(), crc);
        if (!member.stored()) {
            append(new Segment(Segment.end(), 0, 0));
        }
    }

    void copyInto(FileChannel archive, Progress progress) throws IOException, StoppedException {
        Durable.append(path.getFileName().toString(), channel, written.compressedLength(), archive, progress);
    }

    void force() throws IOException {
        channel.force(true);
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
