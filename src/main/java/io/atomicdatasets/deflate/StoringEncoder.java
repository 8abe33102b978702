package io.atomicdatasets.deflate;

import java.util.zip.CRC32;

/** Copies the bytes, for members that are not compressed. */
final class StoringEncoder implements SegmentEncoder {
    private final CRC32 crc = new CRC32();

    @Override
    public Segment encode(byte[] raw, int from, int length, int width, SegmentBuffer into) {
        crc.reset();
        crc.update(raw, from, length);
        return new Segment(into.hold(raw, from, length), length, (int) crc.getValue());
    }
}
