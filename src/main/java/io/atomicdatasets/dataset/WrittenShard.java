package io.atomicdatasets.dataset;

import io.atomicdatasets.layout.ShardChunks;
import io.atomicdatasets.spec.PerSplit;

/**
 * What was written of a shard.
 *
 * @param chunks its rows of the tables
 * @param statistics of its images
 */
public record WrittenShard(ShardChunks chunks, PerSplit<SplitStatistics.Saved> statistics) {}
