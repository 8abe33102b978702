package io.atomicdatasets.image;

/**
 * The smallest of the 8 symmetric forms of an image's occupancy: rows from the top, the first column in the highest bit,
 * each row padded to whole bytes, compared bytewise.
 */
sealed interface SmallestForm permits SmallestByLines, SmallestByWords {
    /** What finds the smallest forms of grids of this side. */
    static SmallestForm ofSide(int gridSize) {
        return gridSize == SmallestByWords.SIDE ? new SmallestByWords() : new SmallestByLines(gridSize);
    }

    /** How many bytes a form has. */
    int length();

    /**
     * The smallest form, in the first {@link #length} bytes of an array that the next call fills again.
     *
     * @param occupied the occupied cells, one int a row, the first column in the highest bit
     */
    byte[] of(int[] occupied);

    /** The same of an image of this side. */
    default byte[] of(AtomicImage image) {
        return of(image.occupied());
    }
}
