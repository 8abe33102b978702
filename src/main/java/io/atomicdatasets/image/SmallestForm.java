package io.atomicdatasets.image;

/**
 * Finds the canonical form of an image's occupancy: the smallest element of its orbit under D4, the 8 symmetries of the square.
 * Rows from the top, the first column in the highest bit, each row padded to whole bytes, compared as unsigned bytes.
 */
sealed interface SmallestForm permits SmallestByLines, SmallestByWords {
    /** The fastest implementation for grids of this side. */
    static SmallestForm ofSide(int gridSize) {
        return gridSize == SmallestByWords.SIDE ? new SmallestByWords() : new SmallestByLines(gridSize);
    }

    /** Bytes of a form. */
    int length();

    /**
     * The canonical form, in the first {@link #length} bytes of an array that the next call overwrites.
     *
     * @param occupied the occupied cells, one int a row, the first column in the highest bit
     */
    byte[] of(int[] occupied);

    /** The same for an image of this side. */
    default byte[] of(AtomicImage image) {
        return of(image.occupied());
    }
}
