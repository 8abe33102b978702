package io.atomicdatasets.deflate;

/**
 * Turns planes of bytes into {@link Segment}s.
 *
 * <p>For one thread at a time. The same bytes give the same segment, whatever was encoded before.
 */
public sealed interface SegmentEncoder extends AutoCloseable permits DeflatingEncoder, StoringEncoder {
    /** An encoder that compresses: its segments are pieces of a DEFLATE stream. */
    static SegmentEncoder deflating() {
        return new DeflatingEncoder();
    }

    /** An encoder that copies: its segments are the bytes themselves. */
    static SegmentEncoder storing() {
        return new StoringEncoder();
    }

    /** Encodes {@code length} bytes of {@code raw} from {@code from}; an empty range gives an empty segment. */
    Segment encode(byte[] raw, int from, int length);

    @Override
    void close();
}
