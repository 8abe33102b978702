package io.atomicdatasets.layout;

import io.atomicdatasets.spec.ShardSize;
import io.atomicdatasets.spec.Split;

/**
 * Consecutive candidates whose images go into files of their own, one for each split that is not full before.
 *
 * @param number 0, 1, 2, ...
 * @param size how many candidates
 */
public record Shard(long number, ShardSize size) {
    /** The number of its first candidate. */
    public long firstCandidate() {
        return number * size.candidates();
    }

    /** The first of its chunks. */
    public long firstChunk() {
        return firstCandidate() / Chunk.SIZE;
    }

    /** The first chunk behind it. */
    public long endChunk() {
        return firstChunk() + size.candidates() / Chunk.SIZE;
    }

    /** The file that holds what it gives to a split. */
    public ArrayFile file(Split split) {
        return ArrayFile.ofShard(split, number);
    }
}
