package io.atomicdatasets.check;

import io.atomicdatasets.layout.ShardChunks;
import io.atomicdatasets.spec.Split;
import java.util.Arrays;

/** What whoever wrote a shard tells of the places in one of its files. */
final class ShardPlaces implements ChunkPlaces {
    private final ShardChunks chunks;
    private final long firstChunk;
    private final Split split;
    private final int arrays;

    private int next;
    private long first;

    ShardPlaces(ShardChunks chunks, long firstChunk, Split split, int arrays) {
        this.chunks = chunks;
        this.firstChunk = firstChunk;
        this.split = split;
        this.arrays = arrays;
    }

    @Override
    public boolean hasNext() {
        return next < chunks.count();
    }

    @Override
    public ChunkPlace nextPlace() {
        long images = chunks.images()[next][split.column()];
        ChunkPlace place = new ChunkPlace(firstChunk + next, first, images, offsets(next), offsets(next + 1));
        next++;
        first += images;
        return place;
    }

    @Override
    public long images() {
        return first;
    }

    @Override
    public long[] begins() {
        return offsets(next);
    }

    private long[] offsets(int row) {
        return Arrays.copyOfRange(chunks.segments()[row], split.column() * arrays, (split.column() + 1) * arrays);
    }

    @Override
    public void close() {}
}
