package io.atomicdatasets.check;

import io.atomicdatasets.image.Families;
import io.atomicdatasets.spec.Kind;
import java.util.Arrays;

/**
 * The objects of an image found again from its cells: the 8-connected components of what is occupied. With a gap of at
 * least 1 each component is one object.
 *
 * <p>For one thread at a time.
 */
final class Components {
    private static final int SHAPE_SIDE = 8;

    private final int[] rest;
    private final int[] component;
    private final int[] objectsByKind = new int[Kind.COUNT];
    private final int[] cellsByKind = new int[Kind.COUNT];

    Components(int gridSize) {
        rest = new int[gridSize];
        component = new int[gridSize];
    }

    /**
     * Finds the components of an image.
     *
     * @param occupied its occupied cells, one int a row, the first column in the highest bit
     * @return whether every component fits an 8x8 box, as every object does
     */
    boolean find(int[] occupied) {
        System.arraycopy(occupied, 0, rest, 0, rest.length);
        Arrays.fill(objectsByKind, 0);
        Arrays.fill(cellsByKind, 0);
        for (int row = 0; row < rest.length; row++) {
            while (rest[row] != 0) {
                fill(row);
                if (!count()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** How many components of each kind were found, by {@link Kind#code()}; this finder's own array. */
    int[] objectsByKind() {
        return objectsByKind;
    }

    /** How many cells they have, by {@link Kind#code()}; this finder's own array. */
    int[] cellsByKind() {
        return cellsByKind;
    }

    /** Moves the component of the first cell of a row out of the rest. */
    private void fill(int seedRow) {
        Arrays.fill(component, 0);
        component[seedRow] = Integer.highestOneBit(rest[seedRow]);
        boolean grew = true;
        while (grew) {
            grew = false;
            for (int row = 0; row < component.length; row++) {
                int near = component[row] | at(row - 1) | at(row + 1);
                int reached = component[row] | (rest[row] & (near | near << 1 | near >>> 1));
                grew |= reached != component[row];
                component[row] = reached;
            }
        }
        for (int row = 0; row < component.length; row++) {
            rest[row] &= ~component[row];
        }
    }

    private int at(int row) {
        return row < 0 || row >= component.length ? 0 : component[row];
    }

    private boolean count() {
        int top = 0;
        while (component[top] == 0) {
            top++;
        }
        int columns = 0;
        int bottom = top;
        for (int row = top; row < component.length; row++) {
            columns |= component[row];
            bottom = component[row] != 0 ? row : bottom;
        }
        int left = Integer.numberOfLeadingZeros(columns);
        if (bottom - top >= SHAPE_SIDE || columns << left << SHAPE_SIDE != 0) {
            return false;
        }
        long shape = 0;
        for (int row = top; row <= bottom; row++) {
            int eightColumns = (component[row] << left) >>> (Integer.SIZE - SHAPE_SIDE);
            shape |= (long) eightColumns << (Long.SIZE - SHAPE_SIDE * (row - top + 1));
        }
        int kind = Families.of(shape).kind().code();
        objectsByKind[kind]++;
        cellsByKind[kind] += Long.bitCount(shape);
        return true;
    }
}
