package io.atomicdatasets.npy;

import io.atomicdatasets.deflate.Segment;
import io.atomicdatasets.disk.Closing;
import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.disk.StaleCheckpointException;
import io.atomicdatasets.npy.NpzMember.Written;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one .npz file: a ZIP archive of .npy members whose elements arrive as {@link Segment}s, all members side by
 * side, and are counted by whoever appends them.
 *
 * <p>The first member goes straight into the file; the others are spooled beside it and copied in at the end. For one
 * thread at a time. Until {@link #deleteSpools}, whatever was written can be gone on with from what {@link #written} told
 * before.
 */
public final class NpzWriter implements Closeable {
    /** How the names of spools end. */
    public static final String SPOOL_ENDING = ".spool";

    private final List<NpzMember> members;
    private final List<OpenMember> open = new ArrayList<>();

    /**
     * Creates the file, which must not exist, and its spools.
     *
     * @param path the .npz file
     * @param members its arrays, in their order in the file; at least one
     */
    public NpzWriter(Path path, List<NpzMember> members) throws IOException {
        this(path, members, null);
    }

    /**
     * Opens a file that another writer of the same members left, and its spools, and cuts them back to where they were
     * known to be; creates them where nothing is known.
     *
     * @throws StaleCheckpointException if they do not reach so far
     */
    public NpzWriter(Path path, List<NpzMember> members, @Nullable List<Written> known) throws IOException {
        this.members = List.copyOf(members);
        if (known != null && known.size() != members.size()) {
            throw new StaleCheckpointException(path.getFileName() + " has other arrays");
        }
        try {
            for (int i = 0; i < members.size(); i++) {
                NpzMember member = members.get(i);
                Path file = i == 0 ? path : spoolOf(path, member);
                long offset = i == 0 ? member.entry(Written.NOTHING, 0).localLength() : 0;
                open.add(
                        known == null
                                ? OpenMember.create(member, file, offset)
                                : OpenMember.reopen(member, file, offset, known.get(i)));
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
    public List<Written> written() {
        return open.stream().map(OpenMember::written).toList();
    }

    /** The file in which each member grows. */
    public List<Path> files() {
        return open.stream().map(OpenMember::path).toList();
    }

    /** Where in that file each member's bytes begin, of which {@link #written} counts. */
    public long[] offsets() {
        return open.stream().mapToLong(OpenMember::offset).toArray();
    }

    /**
     * Where in the finished file each member's bytes begin, of which {@link #written} counts; a member's place depends on the
     * lengths of those before it, so this holds once all are ended.
     */
    public long[] dataOffsets() {
        return NpzLayout.of(members, written()).entries().stream()
                .mapToLong(entry -> entry.offset() + entry.localLength())
                .toArray();
    }

    /** Forces the file and its spools to the disk; from any thread, beside {@link #append}. */
    public void force() throws IOException {
        for (OpenMember member : open) {
            member.force();
        }
    }

    /**
     * Bytes of a file with these members.
     *
     * @param members the arrays
     * @param count the length of their first axis
     * @param segmentBytes compressed bytes of each array's segments
     */
    public static long sizeInBytes(List<NpzMember> members, long count, long[] segmentBytes) {
        List<Written> lengths = new ArrayList<>();
        for (int i = 0; i < segmentBytes.length; i++) {
            lengths.add(members.get(i).ofLength(count, segmentBytes[i]));
        }
        return sizeInBytes(members, lengths);
    }

    /** Bytes of the finished file when its members were written so far. */
    public static long sizeInBytes(List<NpzMember> members, List<Written> written) {
        return NpzLayout.of(members, written).sizeInBytes();
    }

    /** Appends elements to the member with this number. */
    public void append(int member, Segment segment) throws IOException {
        open.get(member).append(segment);
    }

    /**
     * Ends all members, copies the spooled ones in, writes the central directory, and forces the file to the disk.
     *
     * @param count the length of the first axis of each
     * @throws IllegalStateException if a member did not get as many bytes as its shape then says
     * @throws StoppedException if {@code progress} was asked to stop; the file is then as unfinished as before
     */
    public void finish(long count, Progress progress) throws IOException, StoppedException {
        for (OpenMember member : open) {
            member.end(count);
        }
        NpzLayout layout = NpzLayout.of(members, written());
        FileChannel file = open.get(0).channel();
        ByteBuffer firstHeader = layout.entries().get(0).localHeader();
        while (firstHeader.hasRemaining()) {
            file.write(firstHeader, firstHeader.position());
        }
        for (int i = 1; i < open.size(); i++) {
            Durable.writeFully(file, layout.entries().get(i).localHeader());
            open.get(i).copyInto(file, progress);
        }
        for (ZipEntryRecord entry : layout.entries()) {
            Durable.writeFully(file, entry.centralHeader());
        }
        Durable.writeFully(file, layout.end().toBytes());
        file.force(true);
    }

    /** Deletes what is in the finished file twice; it cannot be gone on with after that. */
    public void deleteSpools() throws IOException {
        for (OpenMember spooled : open.subList(1, open.size())) {
            spooled.delete();
        }
    }

    /** Releases the files; what was not finished is no archive. */
    @Override
    public void close() throws IOException {
        Closing.all(open);
    }
}
