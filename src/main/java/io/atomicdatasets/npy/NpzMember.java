package io.atomicdatasets.npy;

import io.atomicdatasets.deflate.Segment;
import io.atomicdatasets.deflate.SegmentEncoder;

/**
 * One array of a .npz file.
 *
 * @param name the key under which {@code numpy.load} gives it, such as {@code images}
 * @param header its type and shape
 * @param stored whether it stands as it is, its elements aligned to 64 bytes, or deflated
 */
public record NpzMember(String name, NpyHeader header, boolean stored) {
    /** An array that is deflated. */
    public NpzMember(String name, NpyHeader header) {
        this(name, header, false);
    }

    /**
     * How far a member is that still grows.
     *
     * @param compressedLength bytes in the file, without the local header
     * @param rawLength bytes they inflate to
     * @param crc CRC-32 of those
     */
    public record Written(long compressedLength, long rawLength, int crc) {
        static final Written NOTHING = new Written(0, 0, 0);
    }

    String fileName() {
        return name + ".npy";
    }

    /** Bytes of the whole .npy file. */
    long rawLength() {
        return header.toBytes().length + header.dataBytes();
    }

    /** The header as the member's first segment. */
    Segment headerSegment() {
        byte[] bytes = header.toBytes();
        return stored ? SegmentEncoder.storing().encode(bytes, 0, bytes.length, bytes.length) : Segment.stored(bytes);
    }

    /** The member finished, as far as its length goes, when its elements take this many bytes. */
    Written ofLength(long segmentBytes) {
        long end = stored ? 0 : Segment.end().remaining();
        return new Written(headerSegment().length() + segmentBytes + end, rawLength(), 0);
    }

    ZipEntryRecord entry(Written written, long offset) {
        return new ZipEntryRecord(
                fileName(), stored, written.crc(), written.compressedLength(), written.rawLength(), offset);
    }
}
