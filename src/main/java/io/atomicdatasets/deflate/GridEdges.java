package io.atomicdatasets.deflate;

/**
 * Where grids that follow each other have edges: for each cell and each of the four distances, whether what stands so far
 * before it is no neighbour of it. Immutable.
 *
 * <p>Read in words of 64 cells, the first lowest, from the first cell of a grid on; after some grids the words repeat.
 */
final class GridEdges {
    private final int side;
    /** For each word one for each distance, in the order of {@link Masks}. */
    private final long[] words;

    /** The edges of grids of so many rows and columns. */
    GridEdges(int side) {
        this.side = side;
        int cells = side * side;
        int period = cells;
        while (period % 2 == 0 && period * (Long.SIZE / 2) % cells == 0) {
            period /= 2;
        }
        words = new long[period * Token.DISTANCES];
        for (int cell = 0; cell < period * Long.SIZE; cell++) {
            boolean firstRow = cell % cells < side;
            boolean firstColumn = cell % side == 0;
            boolean lastColumn = cell % side == side - 1;
            set(cell, 0, firstColumn);
            set(cell, 1, firstRow);
            set(cell, 2, firstRow || lastColumn);
            set(cell, 3, firstRow || firstColumn);
        }
    }

    private void set(int cell, int place, boolean isEdge) {
        words[cell / Long.SIZE * Token.DISTANCES + place] |= isEdge ? 1L << cell : 0;
    }

    /** Rows and columns of a grid. */
    int side() {
        return side;
    }

    /** Where the four words of a place, counted in words, are among {@link #words}. */
    int place(int word) {
        return word % (words.length / Token.DISTANCES) * Token.DISTANCES;
    }

    /** Where the next four words are. */
    int next(int place) {
        return place + Token.DISTANCES == words.length ? 0 : place + Token.DISTANCES;
    }

    /** The words, four in a row for the four distances; this table's own. */
    long[] words() {
        return words;
    }
}
