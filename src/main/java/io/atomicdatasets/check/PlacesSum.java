package io.atomicdatasets.check;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** CRC-32 of the places of chunks that follow each other: how many images each gave, and where its bytes ended. */
final class PlacesSum {
    private final CRC32 crc = new CRC32();
    private final ByteBuffer place;

    PlacesSum(int arrays) {
        place = ByteBuffer.allocate((1 + arrays) * Long.BYTES);
    }

    void add(long images, long[] ends) {
        place.clear().putLong(images);
        for (long end : ends) {
            place.putLong(end);
        }
        crc.update(place.flip());
    }

    long value() {
        return crc.getValue();
    }
}
