package io.atomicdatasets.check;

import io.atomicdatasets.image.ShapeMultiset;

/**
 * Finds the 8-connected components of occupied cells, row by row in whole ints; with a gap of at least 1 each is an object. They
 * are in the order of their first cells.
 *
 * <p>For one thread at a time; allocates nothing per image.
 */
final class Components {
    private static final int SIDE = 8; // of the largest shape
    private static final int HIGHEST_BYTE = Integer.SIZE - SIDE;

    private final int side;
    private final int most;
    private final ShapeMultiset shapes;
    private final long[] found;
    private final int[] tops;
    private final int[] lefts;
    private final int[] rest;
    private final int[] component;

    // The component that was found last.
    private int top;
    private int bottom;

    /** Components of grids of such a side, of which no image has more than {@code most}. */
    Components(int side, int most) {
        this.side = side;
        this.most = most;
        shapes = new ShapeMultiset(most);
        found = new long[most];
        tops = new int[most];
        lefts = new int[most];
        rest = new int[side];
        component = new int[side];
    }

    /**
     * Reads an image.
     *
     * @param rows one int a row, the first column in the highest bit
     * @return whether it has no more components than there may be, none of them larger than a shape
     */
    boolean read(int[] rows) {
        System.arraycopy(rows, 0, rest, 0, side);
        shapes.clear();
        for (int row = 0; row < side; row++) {
            while (rest[row] != 0) {
                fill(row);
                if (shapes.size() == most || bottom - top >= SIDE || !addShape()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The shapes of the components of the image that was read; this buffer's own. */
    ShapeMultiset shapes() {
        return shapes;
    }

    /** How many components the image has. */
    int count() {
        return shapes.size();
    }

    /** The cells of a component as {@code Families} takes them. */
    long shape(int component) {
        return found[component];
    }

    /** The first row of a component. */
    int top(int component) {
        return tops[component];
    }

    /** The first column of a component. */
    int left(int component) {
        return lefts[component];
    }

    /** Takes the component of the first cell of a row, above which nothing is left. */
    private void fill(int row) {
        top = row;
        bottom = row;
        component[row] = Integer.highestOneBit(rest[row]);
        rest[row] ^= component[row];
        boolean grows = true;
        while (grows) {
            grows = false;
            for (int at = Math.max(0, top - 1); at <= Math.min(side - 1, bottom + 1); at++) {
                int near = cells(at - 1) | cells(at) | cells(at + 1);
                int more = (near | near << 1 | near >>> 1) & rest[at];
                if (more != 0) {
                    component[at] = cells(at) | more;
                    rest[at] ^= more;
                    top = Math.min(top, at);
                    bottom = Math.max(bottom, at);
                    grows = true;
                }
            }
        }
    }

    private int cells(int row) {
        return row < top || row > bottom ? 0 : component[row];
    }

    private boolean addShape() {
        int columns = 0;
        for (int row = top; row <= bottom; row++) {
            columns |= component[row];
        }
        int left = Integer.numberOfLeadingZeros(columns);
        if (columns << left << SIDE != 0) {
            return false;
        }
        long shape = 0;
        for (int row = top; row <= bottom; row++) {
            shape |= (long) (component[row] << left >>> HIGHEST_BYTE) << (Long.SIZE - SIDE * (row - top + 1));
        }
        found[shapes.size()] = shape;
        tops[shapes.size()] = top;
        lefts[shapes.size()] = left;
        shapes.add(shape);
        return true;
    }
}
