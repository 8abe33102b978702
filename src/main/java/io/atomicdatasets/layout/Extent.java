package io.atomicdatasets.layout;

import io.atomicdatasets.spec.PerSplit;

/**
 * How far the arrays of a dataset reach while they grow.
 *
 * @param chunks how many chunks are in them
 * @param images how many images each split has
 * @param ends for each split in turn and each of its arrays in turn, how many bytes stand for the array, compressed or stored
 */
@SuppressWarnings("ArrayRecordComponent") // handed from who grows them to who follows, and changed by nobody
public record Extent(long chunks, PerSplit<Long> images, long[] ends) {}
