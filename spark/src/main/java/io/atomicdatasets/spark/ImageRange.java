package io.atomicdatasets.spark;

import io.atomicdatasets.dataset.Room;
import io.atomicdatasets.spec.Split;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * Consecutive candidates, of which the images in splits that are not full are wanted.
 *
 * @param first the first candidate
 * @param end the one behind the last; {@code first} where rows are wanted of which nobody looks at the images
 * @param train images that the split still wants
 * @param val images that the split still wants
 * @param test images that the split still wants
 * @param ood images that the split still wants
 * @param limit the most rows
 */
record ImageRange(long first, long end, long train, long val, long test, long ood, long limit)
        implements InputPartition {
    ImageRange(long first, long end, Room room, long limit) {
        this(first, end, room.train(), room.val(), room.test(), room.of(Split.OOD), limit);
    }

    /** Rows without images. */
    static ImageRange uncounted(Room room, long limit) {
        return new ImageRange(0, 0, room, limit);
    }

    /** How many images each split still wants, in the order of the splits. */
    long[] room() {
        return new long[] {train, val, test, ood};
    }

    boolean hasImages() {
        return end > first;
    }
}
