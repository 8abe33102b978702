package io.atomicdatasets.dataset;

import io.atomicdatasets.layout.Chunk;
import io.atomicdatasets.spec.PerSplit;

/**
 * A chunk made, sorted into its splits and compressed.
 *
 * @param chunk which
 * @param parts what each split gets
 * @param memory holds the parts, and the statistics of the images it was made with, by split; those of a split that gets
 *     none do not count
 */
public record FinishedChunk(Chunk chunk, PerSplit<ChunkPart> parts, ChunkMemory memory) {
    /** The statistics of the images it was made with. */
    Statistics statistics() {
        return memory.statistics();
    }

    /** This chunk without what it gives to splits that are full. */
    FinishedChunk without(Room room) {
        PerSplit<ChunkPart> wanted = PerSplit.of(
                parts.splits(), split -> room.of(split) == 0 ? parts.of(split).emptied() : parts.of(split));
        return new FinishedChunk(chunk, wanted, memory);
    }
}
