package io.atomicdatasets.dataset;

import io.atomicdatasets.deflate.Segment;
import java.util.Collections;
import java.util.List;

/**
 * What a chunk gives to one split.
 *
 * @param count how many images
 * @param segments their elements in each of the split's arrays, in the arrays' order
 */
record ChunkPart(int count, List<Segment> segments) {
    /** The same arrays without an image. */
    ChunkPart emptied() {
        return new ChunkPart(0, Collections.nCopies(segments.size(), Segment.EMPTY));
    }
}
