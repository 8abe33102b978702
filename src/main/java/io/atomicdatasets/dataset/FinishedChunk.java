package io.atomicdatasets.dataset;

import io.atomicdatasets.plan.Chunk;
import io.atomicdatasets.spec.PerSplit;

/**
 * A chunk made, sorted into its splits and compressed.
 *
 * @param chunk which
 * @param parts what each split gets
 * @param statistics of the images in the parts
 */
record FinishedChunk(Chunk chunk, PerSplit<ChunkPart> parts, Statistics statistics) {}
