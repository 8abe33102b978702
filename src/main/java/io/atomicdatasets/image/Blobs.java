package io.atomicdatasets.image;

import java.util.Arrays;

/**
 * Blobs of 3..15 cells, grown cell by cell: a cell next to the blob is taken with weight n(n+1), n = how many of its 8
 * neighbours the blob has, and never one that makes the bounding box larger than 8x8. What comes out as a line, a
 * rectangle or a pattern is grown again at the same size.
 *
 * <p>For one thread at a time.
 */
final class Blobs {
    static final int SMALLEST = 3;
    static final int LARGEST = 15;

    // The start stands at (8, 8): within 7 steps the box is full, and the cells beyond it have a border to lie in.
    private static final int MIDDLE = 8;
    private static final int BOARD = 2 * MIDDLE + 1;
    private static final int IN_BLOB = 64; // above any count of neighbours
    /** n(n+1) for cells beside the blob, 0 for its own. */
    private static final int[] WEIGHT_OF_COUNT = new int[IN_BLOB + 9];

    static {
        for (int neighbours = 0; neighbours <= 8; neighbours++) {
            WEIGHT_OF_COUNT[neighbours] = neighbours * (neighbours + 1);
        }
    }

    private static final int[] NEIGHBOURS = {
        -BOARD - 1, -BOARD, -BOARD + 1, -1, 1, BOARD - 1, BOARD, BOARD + 1,
    };

    /** For each cell of the board how many neighbours the blob has there, plus {@link #IN_BLOB} for its own cells. */
    private final int[] counts = new int[BOARD * BOARD];
    /** The cells with a neighbour in the blob, in the order they were met; its own cells stay among them. */
    private final int[] edge = new int[LARGEST * NEIGHBOURS.length + 1];

    /** The weights of the edge's cells in the step that is made. */
    private final int[] weights = new int[edge.length];

    private int edgeLength;
    private int top;
    private int bottom;
    private int left;
    private int right;

    long draw(CounterRandom random) {
        int size = SMALLEST + random.below(LARGEST - SMALLEST + 1);
        while (true) {
            long shape = grow(size, random);
            if (Families.of(shape) == Family.BLOB) {
                return shape;
            }
        }
    }

    private long grow(int size, CounterRandom random) {
        Arrays.fill(counts, 0);
        top = bottom = left = right = MIDDLE;
        edge[0] = MIDDLE * BOARD + MIDDLE;
        edgeLength = 1;
        add(edge[0]);
        for (int cells = 1; cells < size; cells++) {
            add(pick(random));
        }
        return shape();
    }

    private void add(int cell) {
        counts[cell] += IN_BLOB;
        int row = cell / BOARD;
        int column = cell % BOARD;
        top = Math.min(top, row);
        bottom = Math.max(bottom, row);
        left = Math.min(left, column);
        right = Math.max(right, column);
        for (int step : NEIGHBOURS) {
            int neighbour = cell + step;
            if (counts[neighbour]++ == 0) {
                edge[edgeLength++] = neighbour;
            }
        }
    }

    private int pick(CounterRandom random) {
        boolean roomOnAllSides = bottom - top < Shape.SIDE - 1 && right - left < Shape.SIDE - 1;
        int total = 0;
        for (int i = 0; i < edgeLength; i++) {
            int cell = edge[i];
            weights[i] = roomOnAllSides || fits(cell) ? WEIGHT_OF_COUNT[counts[cell]] : 0;
            total += weights[i];
        }
        int rest = random.below(total);
        int i = 0;
        while ((rest -= weights[i]) >= 0) {
            i++;
        }
        return edge[i];
    }

    private boolean fits(int cell) {
        int row = cell / BOARD;
        int column = cell % BOARD;
        return Math.max(bottom, row) - Math.min(top, row) < Shape.SIDE
                && Math.max(right, column) - Math.min(left, column) < Shape.SIDE;
    }

    private long shape() {
        long shape = 0;
        for (int i = 0; i < edgeLength; i++) {
            if (counts[edge[i]] >= IN_BLOB) {
                shape |= Shape.cell(edge[i] / BOARD - top, edge[i] % BOARD - left);
            }
        }
        return shape;
    }
}
