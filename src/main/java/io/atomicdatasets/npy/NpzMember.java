package io.atomicdatasets.npy;

import io.atomicdatasets.deflate.Segment;
import io.atomicdatasets.deflate.SegmentEncoder;

/**
 * One array of a .npz file, whose first axis is counted while it is written.
 *
 * @param name the key under which {@code numpy.load} gives it, such as {@code images}
 * @param row type and shape of what it holds for each of them
 * @param stored whether it stands as it is, its elements aligned to 64 bytes, or deflated
 */
public record NpzMember(String name, NpyHeader row, boolean stored) {
    /** An array that is deflated. */
    public NpzMember(String name, NpyHeader row) {
        this(name, row, false);
    }

    /**
     * How far a member is that still grows.
     *
     * @param compressedLength bytes in the file, without the local header
     * @param rawLength bytes they inflate to
     * @param crc CRC-32 of those, of the elements alone until the member is ended
     */
    public record Written(long compressedLength, long rawLength, int crc) {
        static final Written NOTHING = new Written(0, 0, 0);
    }

    String fileName() {
        return name + ".npy";
    }

    /** Bytes of the whole .npy file. */
    long rawLength(long count) {
        return row.repeated(count).toBytes().length + count * row.dataBytes();
    }

    /** The header as the member's first segment; as long for any count, so that it can be written last. */
    Segment headerSegment(long count) {
        byte[] bytes = row.repeated(count).toBytes();
        return stored ? SegmentEncoder.storing().encode(bytes, 0, bytes.length, bytes.length) : Segment.stored(bytes);
    }

    /** The member when nothing is written but room for its header. */
    Written begun() {
        Segment header = headerSegment(0);
        return new Written(header.length(), header.rawLength(), 0);
    }

    /** The member finished, as far as its length goes, when its elements take this many bytes. */
    Written ofLength(long count, long segmentBytes) {
        long end = stored ? 0 : Segment.end().remaining();
        return new Written(begun().compressedLength() + segmentBytes + end, rawLength(count), 0);
    }

    ZipEntryRecord entry(Written written, long offset) {
        return new ZipEntryRecord(
                fileName(), stored, written.crc(), written.compressedLength(), written.rawLength(), offset);
    }
}
