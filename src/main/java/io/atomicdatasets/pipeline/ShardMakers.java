package io.atomicdatasets.pipeline;

import io.atomicdatasets.progress.StoppedException;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Whoever makes the shards of a dataset: the cores of this machine, or those of a cluster. */
public interface ShardMakers extends AutoCloseable {
    /**
     * Finds out which shards an earlier attempt left whole, and takes away what is no part of them.
     *
     * @param found told of each record, from any thread
     */
    void lookAround(Consumer<ShardRecord> found) throws IOException, StoppedException, DatasetFailedException;

    /**
     * Makes these shards, and returns when all stand.
     *
     * @param made told of each as soon as it stands, from any thread
     */
    void make(List<ShardTask> tasks, Consumer<ShardRecord> made)
            throws IOException, StoppedException, DatasetFailedException;

    @Override
    void close();
}
