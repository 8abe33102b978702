package io.atomicdatasets.npy;

import io.atomicdatasets.deflate.Crc32;
import io.atomicdatasets.deflate.Segment;
import io.atomicdatasets.npy.NpzMember.Written;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arrays as a .npz file whose members follow each other as {@link NpzWriter} writes them, but for their CRCs and lengths: those
 * stand behind each member, in data descriptors, since nobody knows them before.
 */
public final class NpzStream implements ArrayStream {
    private final List<ZipEntryRecord> entries = new ArrayList<>();
    private long offset;

    /** The array that was begun. */
    private @Nullable NpzMember member;

    private long count;
    private Written written = Written.NOTHING;

    @Override
    public ByteBuffer begin(NpzMember next, long rows) {
        member = next;
        count = rows;
        Segment header = next.headerSegment(rows);
        written = new Written(header.length(), header.rawLength(), header.crc());
        return joined(entry(next).localHeader(), header.compressed());
    }

    @Override
    public ByteBuffer append(Segment segment) {
        written = new Written(
                written.compressedLength() + segment.length(),
                written.rawLength() + segment.rawLength(),
                Crc32.combine(written.crc(), segment.crc(), segment.rawLength()));
        return segment.compressed();
    }

    @Override
    public ByteBuffer end() {
        NpzMember ended = member;
        if (ended == null || written.rawLength() != ended.rawLength(count)) {
            throw new IllegalStateException("an array of " + written.rawLength() + " bytes is not as its shape says");
        }
        ByteBuffer tail = ended.stored() ? ByteBuffer.allocate(0) : append(new Segment(Segment.end(), 0, 0));
        ZipEntryRecord entry = entry(ended);
        entries.add(entry);
        ByteBuffer descriptor = entry.descriptor();
        offset += entry.localLength() + entry.compressedLength() + descriptor.remaining();
        return joined(tail, descriptor);
    }

    @Override
    public ByteBuffer finish() {
        ByteBuffer directory = ByteBuffer.allocate(0);
        for (ZipEntryRecord entry : entries) {
            directory = joined(directory, entry.centralHeader());
        }
        return joined(directory, new ZipEndRecords(entries.size(), offset, directory.remaining()).toBytes());
    }

    private ZipEntryRecord entry(NpzMember each) {
        return new ZipEntryRecord(
                each.fileName(),
                each.stored(),
                written.crc(),
                written.compressedLength(),
                written.rawLength(),
                offset,
                true);
    }

    private static ByteBuffer joined(ByteBuffer first, ByteBuffer second) {
        return ByteBuffer.allocate(first.remaining() + second.remaining())
                .put(first)
                .put(second.duplicate())
                .flip();
    }
}
