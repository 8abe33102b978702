package io.atomicdatasets.image;

import io.atomicdatasets.spec.Recipe;

/**
 * The cells that the next object must not cover, and the search for a position free of them.
 *
 * <p>Not thread-safe.
 */
abstract sealed class Placement permits PlacementByRows, PlacementByWords {
    static final int POSITIONS_TRIED = 50;

    int row;
    int column;

    /** The fastest implementation for the recipe's grid. */
    static Placement of(Recipe recipe) {
        return recipe.gridSize() <= PlacementByWords.LARGEST_GRID
                ? new PlacementByWords(recipe)
                : new PlacementByRows(recipe);
    }

    /** Frees all cells. */
    abstract void clear();

    /**
     * Tries up to 50 positions, drawn uniformly with replacement, and remembers the first that is free.
     *
     * <p>Its random numbers are {@code place}, {@code place + step}, ..., one for each position.
     *
     * @param fraction random, for the first position
     * @param place where the number of the first position is, see {@link CounterRandom}
     * @param step between the numbers
     * @return whether a position was free
     */
    abstract boolean find(long shape, long fraction, long place, long step);

    /** Whether a shape could stand at this position, inside the grid and free; remembers it as {@link #find} does if so. */
    abstract boolean fits(long shape, int atRow, int atColumn);

    /** Blocks every cell within the gap of the shape that was found, diagonals included. */
    abstract void block();

    /** The row of the position that was found, 0 at the top. */
    final int row() {
        return row;
    }

    /** The column of the position that was found, 0 at the left. */
    final int column() {
        return column;
    }
}
