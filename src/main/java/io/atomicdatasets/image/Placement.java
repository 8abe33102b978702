package io.atomicdatasets.image;

import io.atomicdatasets.spec.Recipe;

/**
 * The cells that a next object may not touch, and the search for a place that is free of them.
 *
 * <p>For one thread at a time.
 */
abstract sealed class Placement permits PlacementByRows, PlacementByWords {
    static final int POSITIONS_TRIED = 50;

    int row;
    int column;

    /** What places the objects of a recipe. */
    static Placement of(Recipe recipe) {
        return recipe.gridSize() <= PlacementByWords.LARGEST_GRID
                ? new PlacementByWords(recipe)
                : new PlacementByRows(recipe);
    }

    /** Frees all cells. */
    abstract void clear();

    /**
     * Tries positions uniformly, with replacement; when one is free, remembers it and gives true.
     *
     * @param fraction random, for the first position
     * @param place of the random number that the fraction is of; the next ones are for the next positions
     * @param step between those numbers
     */
    abstract boolean find(long shape, long fraction, long place, long step);

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
