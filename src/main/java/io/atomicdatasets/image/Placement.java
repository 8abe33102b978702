package io.atomicdatasets.image;

import io.atomicdatasets.spec.Recipe;
import java.util.Arrays;

/**
 * The cells that a next object may not touch, as bit rows: the first column is the highest bit of an int.
 *
 * <p>For one thread at a time.
 */
final class Placement {
    private static final int POSITIONS_TRIED = 50;

    private final int gridSize;
    private final int minGap;
    /** Taken cells and those within the gap of them; rows above and below the grid have room to spill. */
    private final int[] blocked;

    private int row;
    private int column;

    Placement(Recipe recipe) {
        gridSize = recipe.gridSize();
        minGap = recipe.minGap();
        blocked = new int[gridSize + 2 * minGap];
    }

    void clear() {
        Arrays.fill(blocked, 0);
    }

    /** Tries positions uniformly, with replacement; when one is free, takes it and gives true. */
    boolean find(long shape, int height, int width, CounterRandom random) {
        for (int tries = 0; tries < POSITIONS_TRIED; tries++) {
            row = random.below(gridSize - height + 1);
            column = random.below(gridSize - width + 1);
            if (isFree(shape, height)) {
                block(shape, height);
                return true;
            }
        }
        return false;
    }

    /** The row of the position that was found, 0 at the top. */
    int row() {
        return row;
    }

    /** The column of the position that was found, 0 at the left. */
    int column() {
        return column;
    }

    private boolean isFree(long shape, int height) {
        int hit = 0;
        for (int i = 0; i < height; i++) {
            hit |= blocked[row + i + minGap] & Shape.row(shape, i) >>> column;
        }
        return hit == 0;
    }

    /** Blocks every cell within the gap of the shape, diagonals included; bits beyond the grid's sides fall off or lie idle. */
    private void block(long shape, int height) {
        for (int i = 0; i < height; i++) {
            int cells = Shape.row(shape, i) >>> column;
            for (int gap = 1; gap <= minGap; gap++) {
                cells |= cells << 1 | cells >>> 1;
            }
            for (int reach = 0; reach <= 2 * minGap; reach++) {
                blocked[row + i + reach] |= cells;
            }
        }
    }
}
