package io.atomicdatasets.dataset;

import io.atomicdatasets.deflate.Segment;
import io.atomicdatasets.parquet.Page;
import java.util.Collections;
import java.util.List;

/**
 * What a chunk gives to one split.
 *
 * @param count how many images
 * @param segments their elements in each of the split's arrays, in the arrays' order
 * @param tables their pages of each of the split's tables, made of the segments
 */
record ChunkPart(int count, List<Segment> segments, List<List<Page>> tables) {
    /** The same arrays and tables without an image. */
    ChunkPart emptied() {
        return new ChunkPart(
                0, Collections.nCopies(segments.size(), Segment.EMPTY), Collections.nCopies(tables.size(), List.of()));
    }
}
