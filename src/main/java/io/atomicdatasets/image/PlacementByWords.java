package io.atomicdatasets.image;

import io.atomicdatasets.spec.Recipe;
import java.util.Arrays;

/**
 * Placement in grids of up to 16x16, as {@link FourRows}: a shape is two longs at any row, three with the gap around it.
 *
 * <p>Not thread-safe.
 */
final class PlacementByWords extends Placement {
    static final int LARGEST_GRID = FourRows.COLUMNS;

    private static final int REACH = 3 * FourRows.ROWS; // a shape and two gaps

    private final int gridSize;
    private final int minGap;
    /** Cells of objects and those within the gap around them; there are spare rows above and below the grid. */
    private final byte[] blocked;

    // The shape at the position that was found.
    private long upper;
    private long lower;

    PlacementByWords(Recipe recipe) {
        gridSize = recipe.gridSize();
        minGap = recipe.minGap();
        blocked = new byte[(gridSize + REACH) * FourRows.BYTES_PER_ROW];
    }

    @Override
    void clear() {
        Arrays.fill(blocked, (byte) 0);
    }

    @Override
    boolean find(long shape, long fraction, long place, long step) {
        int rows = gridSize - Shape.height(shape) + 1;
        int columns = gridSize - Shape.width(shape) + 1;
        long first = FourRows.upper(shape);
        long second = FourRows.lower(shape);
        long position = fraction;
        for (int tries = 1; tries <= POSITIONS_TRIED; tries++) {
            row = CounterRandom.digit(position, rows);
            column = CounterRandom.digit(CounterRandom.rest(position, rows), columns);
            upper = first >>> column;
            lower = second >>> column;
            if (isFree()) {
                return true;
            }
            position = CounterRandom.fraction(place + tries * step);
        }
        return false;
    }

    @Override
    boolean fits(long shape, int atRow, int atColumn) {
        if (atRow + Shape.height(shape) > gridSize || atColumn + Shape.width(shape) > gridSize) {
            return false;
        }
        row = atRow;
        column = atColumn;
        upper = FourRows.upper(shape) >>> column;
        lower = FourRows.lower(shape) >>> column;
        return isFree();
    }

    private boolean isFree() {
        int at = row + minGap;
        return ((FourRows.get(blocked, at) & upper) | (FourRows.get(blocked, at + FourRows.ROWS) & lower)) == 0;
    }

    @Override
    void block() {
        long first = upper;
        long second = lower;
        long third = 0;
        for (int gap = 0; gap < minGap; gap++) {
            // Dilates by one row each way, moved down a row so that the one above fits.
            first = FourRows.widened(first);
            second = FourRows.widened(second);
            third = FourRows.widened(third);
            third |= third >>> 16 | third >>> 32 | second << 48 | second << 32;
            second |= second >>> 16 | second >>> 32 | first << 48 | first << 32;
            first |= first >>> 16 | first >>> 32;
        }
        FourRows.add(blocked, row, first);
        FourRows.add(blocked, row + FourRows.ROWS, second);
        FourRows.add(blocked, row + 2 * FourRows.ROWS, third);
    }
}
