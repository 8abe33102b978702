package io.atomicdatasets.layout;

/**
 * Consecutive candidates: the unit of work and of order. It depends on nothing but its number.
 *
 * @param index 0, 1, 2, ...
 */
public record Chunk(long index) {
    /** Candidates in each chunk; part of encoder_version, because compressed segments end where chunks end. */
    public static final int SIZE = 16_384;

    private static final int CANDIDATES_PER_IMAGE = 16;
    private static final long CANDIDATES_BESIDE = 1L << 20;

    /** How many chunks are searched for the first images of a split before it is taken to be empty. */
    public static final int MOST_SEARCHED = 64;

    /** How many chunks are tried before a recipe is taken to have too few forms to fill the splits. */
    public static long mostFor(long images) {
        return countFor(CANDIDATES_PER_IMAGE * images + CANDIDATES_BESIDE);
    }

    /** The number of the chunk's first candidate. */
    public long first() {
        return index * SIZE;
    }

    /** The first chunk that is not needed for {@code candidates} candidates. */
    public static long countFor(long candidates) {
        return (candidates + SIZE - 1) / SIZE;
    }
}
