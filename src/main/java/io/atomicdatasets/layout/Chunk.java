package io.atomicdatasets.layout;

/**
 * Consecutive candidates: the unit of work and of order. It depends on nothing but its number.
 *
 * @param index 0, 1, 2, ...
 */
public record Chunk(long index) {
    /** Candidates in each chunk; part of encoder_version, because compressed segments end where chunks end. */
    public static final int SIZE = 16_384;

    /** How many chunks are searched for the first images of a split before it is taken to be empty. */
    public static final int MOST_SEARCHED = 64;

    /** The number of the chunk's first candidate. */
    public long first() {
        return index * SIZE;
    }

    /** The first chunk that is not needed for {@code candidates} candidates. */
    public static long countFor(long candidates) {
        return (candidates + SIZE - 1) / SIZE;
    }
}
