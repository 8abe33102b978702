package io.atomicdatasets.dataset;

import io.atomicdatasets.layout.Chunk;
import io.atomicdatasets.spec.DatasetSpec;

/** Makes the chunks of one shard after the other on the thread that asks for them. */
public final class ShardChunkMaker implements ShardWriter.Chunks {
    private final ChunkMaker maker;
    private final ChunkMemory memory;
    private long next;

    /** A maker for the shards of a dataset. */
    public ShardChunkMaker(DatasetSpec spec) {
        maker = new ChunkMaker(spec);
        memory = ChunkMemory.of(spec);
    }

    /** Goes on at this chunk. */
    public ShardChunkMaker startingAt(long chunk) {
        next = chunk;
        return this;
    }

    @Override
    public FinishedChunk next(Room room) {
        return maker.make(new Chunk(next++), room, memory);
    }
}
