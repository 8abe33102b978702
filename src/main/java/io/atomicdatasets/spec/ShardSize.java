package io.atomicdatasets.spec;

/**
 * How many candidates make a shard, of which each split has a file of its own.
 *
 * @param candidates a multiple of {@link #STEP}, 16,384 to 2^32
 */
public record ShardSize(long candidates) {
    /** Sizes are rounded up to a multiple of this many, so that shards end where chunks end. */
    public static final int STEP = 16_384;

    /** The most shards that {@code num_images} candidates may make. */
    public static final long MOST_SHARDS = 50_000;

    static final Range RANGE = new Range(STEP, 1L << 32);

    public ShardSize {
        RANGE.require("shard_size", candidates);
        if (candidates % STEP != 0) {
            throw new IllegalArgumentException("shard_size must be a multiple of " + STEP);
        }
    }

    /** This many candidates, or a few more. */
    static ShardSize roundedUp(long candidates) {
        return new ShardSize((candidates + STEP - 1) / STEP * STEP);
    }

    /** How many shards this many candidates make. */
    public long shardsFor(long number) {
        return (number + candidates - 1) / candidates;
    }
}
