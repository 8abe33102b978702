package io.atomicdatasets.pipeline;

import io.atomicdatasets.dataset.Room;
import io.atomicdatasets.layout.Shard;

/**
 * A shard to be made. Whoever makes it, and however often, writes the same bytes.
 *
 * @param shard which one
 * @param wanted how many images each split still wants, no more than the shard can give
 */
public record ShardTask(Shard shard, Room wanted) {}
