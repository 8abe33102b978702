package io.atomicdatasets.layout;

import io.atomicdatasets.spec.Split;

/**
 * The rows that a shard adds to {@code chunks.npy} and {@code segments.npy}.
 *
 * @param images how many images each of its chunks gave to each split, (chunks, splits)
 * @param segments where in the splits' files of the shard the elements of each chunk begin, array by array, and in a last row
 *     where those of the last end, (chunks + 1, splits * arrays); 0 for a split that has no file in the shard
 */
@SuppressWarnings("ArrayRecordComponent") // large, and read only by whoever got it
public record ShardChunks(long[][] images, long[][] segments) {
    public ShardChunks {
        if (segments.length != images.length + 1) {
            throw new IllegalArgumentException(segments.length + " rows of segments for " + images.length + " chunks");
        }
        for (long[] row : images) {
            if (row.length != images[0].length) {
                throw new IllegalArgumentException(
                        row.length + " numbers of images for " + images[0].length + " splits");
            }
        }
        for (long[] row : segments) {
            if (row.length != segments[0].length || (images.length > 0 && row.length % images[0].length != 0)) {
                throw new IllegalArgumentException(row.length + " offsets in a row of segments");
            }
        }
    }

    /** How many chunks there are: those of the shard, or fewer where all splits are full. */
    public int count() {
        return images.length;
    }

    /** How many images the chunks gave to a split. */
    public long sum(Split split) {
        long sum = 0;
        for (long[] row : images) {
            sum += row[split.column()];
        }
        return sum;
    }
}
