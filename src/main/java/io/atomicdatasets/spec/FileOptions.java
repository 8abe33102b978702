package io.atomicdatasets.spec;

import java.util.Optional;

/**
 * What the files hold besides images and labels, and how. Does not affect the images.
 *
 * @param annotations whether each file also holds the ground truth, such as masks, boxes and kinds
 * @param factors whether each file with those also holds shapes, orientations and difficulty
 * @param compression how the arrays are written
 * @param parquet whether Parquet files stand beside those of arrays
 * @param shardSize how many candidates a file holds the images of; nothing for one file per split
 */
public record FileOptions(
        boolean annotations, boolean factors, Compression compression, boolean parquet, Optional<ShardSize> shardSize) {
    public static final FileOptions DEFAULT =
            new FileOptions(false, false, Compression.DEFLATE, false, Optional.empty());

    public FileOptions {
        if (factors && !annotations) {
            throw new IllegalArgumentException("factors without annotations");
        }
    }
}
