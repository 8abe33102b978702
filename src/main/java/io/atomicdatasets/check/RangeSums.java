package io.atomicdatasets.check;

import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** CRC-32s of ranges of a file's bytes, taken while the file is read from its begin to its end. */
final class RangeSums {
    private final long[] begins;
    private final long[] ends;
    private final List<CRC32> crcs;

    /** Ranges, each from {@code begins[i]} to before {@code ends[i]}. */
    RangeSums(long[] begins, long[] ends) {
        this.begins = begins;
        this.ends = ends;
        crcs = Stream.generate(CRC32::new).limit(begins.length).toList();
    }

    /** Takes in bytes of which the first stands at {@code position}. */
    void update(long position, byte[] bytes, int length) {
        for (int range = 0; range < begins.length; range++) {
            long from = Math.max(begins[range], position);
            long to = Math.min(ends[range], position + length);
            if (from < to) {
                crcs.get(range).update(bytes, (int) (from - position), (int) (to - from));
            }
        }
    }

    int crc(int range) {
        return (int) crcs.get(range).getValue();
    }
}
