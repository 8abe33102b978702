package io.atomicdatasets.npy;

import io.atomicdatasets.deflate.Segment;
import java.nio.ByteBuffer;

/**
 * Arrays as bytes that are handed out in the order in which they stand in the file, so that no file is needed to send them.
 * Whoever asks begins an array, appends all of its elements, and ends it before the next.
 */
public sealed interface ArrayStream permits NpzStream, NpyStream {
    /** What stands before the elements of the next array, whose first axis has this length. */
    ByteBuffer begin(NpzMember member, long count);

    /** The bytes of some of its elements. */
    ByteBuffer append(Segment segment);

    /**
     * What stands behind the elements.
     *
     * @throws IllegalStateException if they were not as many as the shape says
     */
    ByteBuffer end();

    /** What stands behind all arrays. */
    ByteBuffer finish();
}
