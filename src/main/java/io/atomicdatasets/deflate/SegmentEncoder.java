package io.atomicdatasets.deflate;

/**
 * Encodes arrays of bytes as {@link Segment}s.
 *
 * <p>Not thread-safe. The same bytes give the same segment, whatever was encoded before.
 */
public sealed interface SegmentEncoder permits DeflatingEncoder, StoringEncoder {
    /** An encoder that compresses: its segments are parts of a DEFLATE stream. */
    static SegmentEncoder deflating() {
        return new DeflatingEncoder();
    }

    /** The same, with a code for images made beforehand. */
    static SegmentEncoder deflating(TrainedCode code) {
        return new DeflatingEncoder(code);
    }

    /** An encoder that copies: its segments are the bytes themselves. */
    static SegmentEncoder storing() {
        return new StoringEncoder();
    }

    /**
     * Encodes {@code length} bytes of {@code raw} from index {@code from}; an empty range gives an empty segment.
     *
     * @param width bytes of a row, at least 1: matches are searched for in the row above
     * @param into memory for the segment's bytes, which stay valid until its next use
     * @throws IndexOutOfBoundsException if the range is not within {@code raw}
     */
    Segment encode(byte[] raw, int from, int length, int width, SegmentBuffer into);

    /** The same, with memory allocated for this segment alone. */
    default Segment encode(byte[] raw, int from, int length, int width) {
        return encode(raw, from, length, width, new SegmentBuffer());
    }

    /**
     * Encodes grids faster than {@link #encode}, but <em>corrupts any other bytes without notice</em>: the bytes must be
     * consecutive grids of {@code side} rows and columns in which neighbours, diagonal ones included, are equal unless one
     * of them is 0. That is not checked.
     */
    default Segment encodeGrids(byte[] raw, int from, int length, int side, SegmentBuffer into) {
        return encode(raw, from, length, side, into);
    }

    /**
     * The same, with the same danger, for grids of the side and the values for which the encoder's {@link TrainedCode}, if it
     * has one, was made.
     *
     * @param occupied which of the bytes are not 0: a bit for each, 64 in a word, the first highest; empty if not known
     */
    default Segment encodeImages(byte[] raw, int from, int length, int side, long[] occupied, SegmentBuffer into) {
        return encodeGrids(raw, from, length, side, into);
    }
}
