package io.atomicdatasets.deflate;

/**
 * The edges of consecutive grids: for each cell and each of the four match distances, whether the cell that distance back is
 * not its neighbour in the grid. Immutable.
 *
 * <p>Bits in words of 64 cells, the first lowest, starting at the first cell of a grid; after some grids the words repeat.
 */
final class GridEdges {
    private final int side;
    /** Four words, one for each distance in the order of {@link MatchBits}, for each 64 cells of a period. */
    private final long[] words;

    /** The edges of grids with {@code side} rows and columns. */
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

    /** Index into {@link #words} of the four for the {@code word}-th 64 cells. */
    int place(int word) {
        return word % (words.length / Token.DISTANCES) * Token.DISTANCES;
    }

    /** Index of the next four words. */
    int next(int place) {
        return place + Token.DISTANCES == words.length ? 0 : place + Token.DISTANCES;
    }

    /** The words, in groups of four for the four distances; not to be written to. */
    long[] words() {
        return words;
    }
}
