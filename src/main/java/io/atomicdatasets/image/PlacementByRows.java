package io.atomicdatasets.image;

import io.atomicdatasets.spec.Recipe;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Placement in grids of any size, as bitboards with rows of 32 columns: the first column is the highest bit of an int. Two rows
 * are tested together as a long, so a shape is four longs at any row.
 *
 * <p>Not thread-safe.
 */
final class PlacementByRows extends Placement {
    private static final VarHandle TWO_ROWS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int PAIRS = Shape.SIDE / 2;
    private static final long ALL_BUT_FIRST_COLUMN = 0x7FFFFFFF_7FFFFFFFL;
    private static final long ALL_BUT_LAST_COLUMN = 0xFFFFFFFE_FFFFFFFEL;

    private final int gridSize;
    private final int minGap;
    /** Cells of objects and those within the gap around them; there are spare rows above and below the grid. */
    private final byte[] blocked;
    /** The shape at the position that was found, and room for the rows of its gap. */
    private final long[] reach;

    PlacementByRows(Recipe recipe) {
        gridSize = recipe.gridSize();
        minGap = recipe.minGap();
        blocked = new byte[(gridSize + Shape.SIDE + 2 * minGap) * Integer.BYTES];
        reach = new long[PAIRS + minGap];
    }

    @Override
    void clear() {
        Arrays.fill(blocked, (byte) 0);
    }

    @Override
    boolean find(long shape, long fraction, long place, long step) {
        int rows = gridSize - Shape.height(shape) + 1;
        int columns = gridSize - Shape.width(shape) + 1;
        long first = pair(shape);
        long second = pair(shape << 16);
        long third = pair(shape << 32);
        long fourth = pair(shape << 48);
        long position = fraction;
        for (int tries = 1; tries <= POSITIONS_TRIED; tries++) {
            row = CounterRandom.digit(position, rows);
            column = CounterRandom.digit(CounterRandom.rest(position, rows), columns);
            int at = (row + minGap) * Integer.BYTES;
            long hits = (blocked(at) & (first >>> column))
                    | (blocked(at + Long.BYTES) & (second >>> column))
                    | (blocked(at + 2 * Long.BYTES) & (third >>> column))
                    | (blocked(at + 3 * Long.BYTES) & (fourth >>> column));
            if (hits == 0) {
                reach[0] = first >>> column;
                reach[1] = second >>> column;
                reach[2] = third >>> column;
                reach[3] = fourth >>> column;
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
        long hits = 0;
        for (int i = 0; i < PAIRS; i++) {
            reach[i] = pair(shape << (2 * Shape.SIDE * i)) >>> column;
            hits |= blocked((row + minGap) * Integer.BYTES + i * Long.BYTES) & reach[i];
        }
        return hits == 0;
    }

    @Override
    void block() {
        for (int gap = 0; gap < minGap; gap++) {
            widen(PAIRS + gap);
        }
        for (int i = 0; i < reach.length; i++) {
            int at = row * Integer.BYTES + i * Long.BYTES;
            TWO_ROWS.set(blocked, at, blocked(at) | reach[i]);
        }
        Arrays.fill(reach, PAIRS, reach.length, 0);
    }

    /** Dilates the cells by one in all directions, and moves them down a row so that those above fit. */
    private void widen(int pairs) {
        long before = 0;
        for (int i = 0; i <= pairs; i++) {
            long cells = i < pairs ? reach[i] : 0;
            cells |= ((cells << 1) & ALL_BUT_LAST_COLUMN) | ((cells >>> 1) & ALL_BUT_FIRST_COLUMN);
            reach[i] = cells | (cells << 32) | (before >>> 32) | before;
            before = cells;
        }
    }

    private long blocked(int at) {
        return (long) TWO_ROWS.get(blocked, at);
    }

    /** The first two rows of a shape, the upper in the lower half. */
    private static long pair(long shape) {
        return ((shape >>> 56) << 24) | (((shape >>> 48) & 0xFF) << 56);
    }
}
