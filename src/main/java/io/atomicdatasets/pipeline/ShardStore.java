package io.atomicdatasets.pipeline;

import io.atomicdatasets.layout.Shard;
import java.io.IOException;
import java.nio.file.Path;

/** Where the shards of a dataset stand while it is made, with a record of each. */
public interface ShardStore {
    /** The directory for the files that are not those of shards. */
    Path files();

    /** A directory of this machine in which the shard's files can be read until the next call. */
    Path filesOf(Shard shard) throws IOException;

    /** The record of a shard that stands. */
    ShardRecord require(long shard) throws IOException;

    /** Takes away a shard's record, and then its files. */
    void forget(Shard shard) throws IOException;
}
