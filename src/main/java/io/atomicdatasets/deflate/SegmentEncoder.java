package io.atomicdatasets.deflate;

/**
 * Turns planes of bytes into {@link Segment}s.
 *
 * <p>For one thread at a time. The same bytes give the same segment, whatever was encoded before.
 */
public sealed interface SegmentEncoder permits DeflatingEncoder, StoringEncoder {
    /** An encoder that compresses: its segments are pieces of a DEFLATE stream. */
    static SegmentEncoder deflating() {
        return new DeflatingEncoder();
    }

    /** The same, with a code for images that is known beforehand. */
    static SegmentEncoder deflating(TrainedCode code) {
        return new DeflatingEncoder(code);
    }

    /** An encoder that copies: its segments are the bytes themselves. */
    static SegmentEncoder storing() {
        return new StoringEncoder();
    }

    /**
     * Encodes {@code length} bytes of {@code raw} from {@code from}; an empty range gives an empty segment.
     *
     * @param width bytes of a row, at least 1: matches are looked for in the row above
     * @param into holds the segment's bytes
     */
    Segment encode(byte[] raw, int from, int length, int width, SegmentBuffer into);

    /** The same, into memory of its own. */
    default Segment encode(byte[] raw, int from, int length, int width) {
        return encode(raw, from, length, width, new SegmentBuffer());
    }

    /**
     * The same for grids of {@code side} rows and columns, one after the other, in which neighbours, diagonal ones too, are
     * equal unless one of them is 0. It is sooner; that the bytes are such grids is not checked, and others would not come
     * back.
     */
    default Segment encodeGrids(byte[] raw, int from, int length, int side, SegmentBuffer into) {
        return encode(raw, from, length, side, into);
    }

    /**
     * The same for grids of the side and the values that the encoder's {@link TrainedCode} is for, if it has one.
     *
     * @param occupied which of the bytes are not 0, a bit for each, 64 a word, the first highest; no word if that is not known
     */
    default Segment encodeImages(byte[] raw, int from, int length, int side, long[] occupied, SegmentBuffer into) {
        return encodeGrids(raw, from, length, side, into);
    }
}
