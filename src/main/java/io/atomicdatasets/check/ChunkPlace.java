package io.atomicdatasets.check;

/**
 * Where the elements stand that a chunk gave to a split.
 *
 * @param chunk its number
 * @param first the index in the split of its first image
 * @param images how many it gave
 * @param begins the offset in the split's file at which those of each array begin
 * @param ends where they end
 */
@SuppressWarnings("ArrayRecordComponent") // read only by the reader that made it
record ChunkPlace(long chunk, long first, long images, long[] begins, long[] ends) {
    /** The same elements, with an image counted as so much later in its split. */
    ChunkPlace movedBy(long images) {
        return new ChunkPlace(chunk, first + images, this.images, begins, ends);
    }
}
