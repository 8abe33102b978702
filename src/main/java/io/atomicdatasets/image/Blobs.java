package io.atomicdatasets.image;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Blobs of 3..15 cells, grown cell by cell: a cell next to the blob is taken with weight n(n+1), n = how many of its 8
 * neighbours the blob has, and never one that makes the bounding box larger than 8x8. What comes out as a line, a
 * rectangle or a pattern is grown again at the same size.
 *
 * <p>Up to 6 cells there are only 4, 20, 110, 638 and 3,832 shapes, so their probabilities are known; larger blobs grow on
 * from those of 6 cells.
 */
final class Blobs {
    static final int SMALLEST = 3;
    static final int LARGEST = 15;

    private static final int TABLED = 6;

    /** Boxes up to this side leave a border on the 8x8 board on which neighbours are counted. */
    private static final int BORDERED_SIDE = Shape.SIDE - 2;

    private static final int SHIFT_TO_BORDERED = Shape.SIDE + 1;

    /** Half of n(n+1); halves of all weights are the same weights. */
    private static final int[] WEIGHT_OF_COUNT = {0, 1, 3, 6, 10, 15, 21, 28, 36};

    // Cells in reach of an 8x8 board, whose own cells are 0..7.
    private static final int BEFORE = -1;
    private static final int BEHIND = Shape.SIDE;
    private static final int REACH = Shape.SIDE + 2;
    private static final long[] CELLS = new long[REACH * REACH]; // 0 for those off the board
    private static final long[] NEIGHBOURS = new long[REACH * REACH];

    static {
        for (int cell = 0; cell < NEIGHBOURS.length; cell++) {
            for (int row = 0; row < Shape.SIDE; row++) {
                for (int column = 0; column < Shape.SIDE; column++) {
                    int down = Math.abs(row - (cell / REACH + BEFORE));
                    int across = Math.abs(column - (cell % REACH + BEFORE));
                    int distance = Math.max(down, across);
                    CELLS[cell] |= distance == 0 ? Shape.cell(row, column) : 0;
                    NEIGHBOURS[cell] |= distance == 1 ? Shape.cell(row, column) : 0;
                }
            }
        }
    }

    private static final SortedMap<Long, Double> SHAPES_AND_SIZES = new TreeMap<>();
    private static final AliasTable OF_SIX_CELLS;

    static {
        SortedMap<Long, Double> grown = new TreeMap<>();
        grown.put(Shape.cell(0, 0), 1.0);
        for (int size = 2; size <= TABLED; size++) {
            grown = grownByOneCell(grown);
            if (size >= SMALLEST) {
                SortedMap<Long, Double> blobs = new TreeMap<>(grown);
                blobs.keySet().removeIf(shape -> Families.of(shape) != Family.BLOB);
                double total = AliasTable.total(blobs);
                blobs.forEach((shape, probability) -> SHAPES_AND_SIZES.put(shape, probability / total));
            }
        }
        OF_SIX_CELLS = new AliasTable(grown);
        for (long size = TABLED + 1; size <= LARGEST; size++) {
            SHAPES_AND_SIZES.put(size, 1.0);
        }
    }

    private Blobs() {}

    /** The shapes of up to 6 cells and the sizes above, with the probabilities at which they are drawn, times 13. */
    static SortedMap<Long, Double> smallShapesAndLargeSizes() {
        return SHAPES_AND_SIZES;
    }

    /** Whether a number is the size of a blob; shapes stand in the corner and are never so small. */
    static boolean isSize(long number) {
        return 0 < number && number <= LARGEST;
    }

    /** A blob of more than 6 cells. */
    static long grow(int size, CounterRandom random) {
        while (true) {
            long shape = OF_SIX_CELLS.draw(random);
            for (int cells = TABLED; cells < size; cells++) {
                shape = withOneMoreCell(shape, random);
            }
            if (Families.of(shape) == Family.BLOB) {
                return shape;
            }
        }
    }

    static long withOneMoreCell(long shape, CounterRandom random) {
        return Shape.height(shape) <= BORDERED_SIDE && Shape.width(shape) <= BORDERED_SIDE
                ? grownOnTheBoard(shape, random)
                : grownAtTheRim(shape, random);
    }

    /**
     * Counts the neighbours of all 64 cells at once, each count spread over four longs, one for each binary digit. With n
     * = a + 2b + 4c + 8d, n(n+1)/2 = a + 3b + 10c + 36d + 2ab + 4ac + 8bc, so the weights are seven sets of equal ones.
     */
    private static long grownOnTheBoard(long shape, CounterRandom random) {
        long blob = shape >>> SHIFT_TO_BORDERED;
        long left = blob << 1;
        long right = blob >>> 1;
        // Two in a row, and three in a row.
        long two1 = left ^ right;
        long two2 = left & right;
        long three1 = two1 ^ blob;
        long three2 = two2 | (two1 & blob);
        // Three above, three below, two beside.
        long above1 = three1 >>> Shape.SIDE;
        long above2 = three2 >>> Shape.SIDE;
        long below1 = three1 << Shape.SIDE;
        long below2 = three2 << Shape.SIDE;
        long vertical1 = above1 ^ below1;
        long carry2 = (above1 & below1) | (vertical1 & two1);
        long vertical2 = above2 ^ below2;
        long beside2 = two2 ^ carry2;
        long carry4 = above2 & below2;
        long other4 = two2 & carry2;

        long free = ~blob;
        long a = (vertical1 ^ two1) & free;
        long b = (vertical2 ^ beside2) & free;
        long c = (carry4 ^ other4 ^ (vertical2 & beside2)) & free;
        long d = carry4 & other4 & free;

        int ones = Long.bitCount(a);
        int twos = ones + 2 * Long.bitCount(a & b);
        int threes = twos + 3 * Long.bitCount(b);
        int fours = threes + 4 * Long.bitCount(a & c);
        int eights = fours + 8 * Long.bitCount(b & c);
        int tens = eights + 10 * Long.bitCount(c);
        int all = tens + 36 * Long.bitCount(d);

        int drawn = random.below(all);
        long cells;
        int place;
        if (drawn < ones) {
            cells = a;
            place = drawn;
        } else if (drawn < twos) {
            cells = a & b;
            place = (drawn - ones) / 2;
        } else if (drawn < threes) {
            cells = b;
            place = (drawn - twos) / 3;
        } else if (drawn < fours) {
            cells = a & c;
            place = (drawn - threes) / 4;
        } else if (drawn < eights) {
            cells = b & c;
            place = (drawn - fours) / 8;
        } else if (drawn < tens) {
            cells = c;
            place = (drawn - eights) / 10;
        } else {
            cells = d;
            place = (drawn - tens) / 36;
        }
        for (; place > 0; place--) {
            cells &= cells - 1;
        }
        return Shape.normalise(blob | Long.lowestOneBit(cells));
    }

    /** The same, cell by cell, for the few blobs whose neighbours may lie off the board. */
    private static long grownAtTheRim(long shape, CounterRandom random) {
        int end = endOfReach(shape);
        int all = 0;
        for (int cell = 0; cell < end; cell++) {
            all += weight(shape, cell);
        }
        int rest = random.below(all);
        int cell = 0;
        while ((rest -= weight(shape, cell)) >= 0) {
            cell++;
        }
        return with(shape, cell);
    }

    /** The probability of every shape after one more cell. */
    private static SortedMap<Long, Double> grownByOneCell(SortedMap<Long, Double> shapes) {
        SortedMap<Long, Double> grown = new TreeMap<>();
        int[] weights = new int[REACH * REACH];
        shapes.forEach((shape, probability) -> {
            int end = endOfReach(shape);
            int all = 0;
            for (int cell = 0; cell < end; cell++) {
                weights[cell] = weight(shape, cell);
                all += weights[cell];
            }
            for (int cell = 0; cell < end; cell++) {
                if (weights[cell] > 0) {
                    grown.merge(with(shape, cell), probability * weights[cell] / all, Double::sum);
                }
            }
        });
        return grown;
    }

    /** Behind the last cell that may be next to a shape in the corner. */
    private static int endOfReach(long shape) {
        return REACH * (Shape.height(shape) + 2);
    }

    /** The weight of a cell in reach: 0 if it is taken or would make the box too large. */
    private static int weight(long shape, int cell) {
        int neighbours = Long.bitCount(shape & NEIGHBOURS[cell]);
        if (neighbours == 0 || (shape & CELLS[cell]) != 0) {
            return 0;
        }
        int row = cell / REACH + BEFORE;
        int column = cell % REACH + BEFORE;
        boolean tooHigh = row == BEHIND || (row == BEFORE && Shape.height(shape) == Shape.SIDE);
        boolean tooWide = column == BEHIND || (column == BEFORE && Shape.width(shape) == Shape.SIDE);
        return tooHigh || tooWide ? 0 : WEIGHT_OF_COUNT[neighbours];
    }

    private static long with(long shape, int cell) {
        int row = cell / REACH + BEFORE;
        int column = cell % REACH + BEFORE;
        // Where the new cell lies before the corner there is room behind.
        long moved = shape >>> (row == BEFORE ? Shape.SIDE : 0) >>> (column == BEFORE ? 1 : 0);
        return Shape.normalise(moved | Shape.cell(Math.max(row, 0), Math.max(column, 0)));
    }
}
