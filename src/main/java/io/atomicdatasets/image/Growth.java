package io.atomicdatasets.image;

/**
 * One step of a blob's Eden-like growth: it takes a free neighbouring cell with weight n(n+1), where n is how many of the cell's
 * 8 neighbours belong to the blob, but never one that would make the bounding box larger than 8x8.
 *
 * <p>Not thread-safe.
 */
final class Growth {
    /** n(n+1)/2; halving all weights changes no probability. */
    private static final int[] WEIGHT_OF_COUNT = {0, 1, 3, 6, 10, 15, 21, 28, 36};

    // Rows and columns of an 8x8 board are 0..7; a border of one surrounds it.
    private static final int BEFORE = -1;
    private static final int BEHIND = Shape.SIDE;
    private static final int REACH = Shape.SIDE + 2;
    private static final long[] CELLS = new long[REACH * REACH]; // 0 for those on the border
    private static final long[] NEIGHBOURS = new long[REACH * REACH];

    static {
        for (int cell = 0; cell < NEIGHBOURS.length; cell++) {
            for (int row = 0; row < Shape.SIDE; row++) {
                for (int column = 0; column < Shape.SIDE; column++) {
                    int down = Math.abs(row - row(cell));
                    int across = Math.abs(column - column(cell));
                    int distance = Math.max(down, across);
                    CELLS[cell] |= distance == 0 ? Shape.cell(row, column) : 0;
                    NEIGHBOURS[cell] |= distance == 1 ? Shape.cell(row, column) : 0;
                }
            }
        }
    }

    /** Cells of the last two rows and columns: a shape without them has a border all around once it is moved off the corner. */
    private static final long OUTSIDE_BORDER = 0x03030303_0303FFFFL;

    private static final int OFF_THE_CORNER = Shape.SIDE + 1;
    private static final long FIRST_COLUMN = 0x80808080_80808080L;

    private final int[] weights = new int[REACH * REACH];

    /**
     * A shape with one more cell.
     *
     * <p>Counts the neighbours of all 64 cells at once, each count spread over four longs, one for each binary digit. With n
     * = a + 2b + 4c + 8d, n(n+1)/2 = a + 3b + 10c + 36d + 2ab + 4ac + 8bc, so the cells fall into sets of equal weight. A
     * set is drawn by its weight, then a cell of it, without branches, which would be mispredicted. Blobs at the rim of the
     * board, and holes (d), take the slow path; both are rare.
     *
     * @param fraction random, from {@link CounterRandom}
     */
    long withOneMoreCell(long shape, long fraction) {
        long blob = shape >>> OFF_THE_CORNER;
        long left = blob << 1;
        long right = blob >>> 1;
        // Neighbours in the own row (two cells), and cells in rows above and below (three), as two binary digits.
        long two1 = left ^ right;
        long two2 = left & right;
        long three1 = two1 ^ blob;
        long three2 = two2 | (two1 & blob);
        // Sum of three above, three below, two beside.
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
        long d = carry4 & other4 & free;
        if (((shape & OUTSIDE_BORDER) | d) != 0) {
            return withOneMoreCellAtTheRim(shape, fraction);
        }
        long a = (vertical1 ^ two1) & free;
        long b = (vertical2 ^ beside2) & free;
        long c = (carry4 ^ other4 ^ (vertical2 & beside2)) & free;
        long ab = a & b;
        long ac = a & c;
        long bc = b & c;

        int ones = Long.bitCount(a);
        int twos = ones + 2 * Long.bitCount(ab);
        int threes = twos + 3 * Long.bitCount(b);
        int fours = threes + 4 * Long.bitCount(ac);
        int eights = fours + 8 * Long.bitCount(bc);
        int all = eights + 10 * Long.bitCount(c);

        int drawn = CounterRandom.digit(fraction, all);
        long cells = a
                ^ ((a ^ ab) & reaches(drawn, ones))
                ^ ((ab ^ b) & reaches(drawn, twos))
                ^ ((b ^ ac) & reaches(drawn, threes))
                ^ ((ac ^ bc) & reaches(drawn, fours))
                ^ ((bc ^ c) & reaches(drawn, eights));
        int place = CounterRandom.digit(CounterRandom.rest(fraction, all), Long.bitCount(cells));
        return intoTheCorner(blob | SelectBit.of(cells, place));
    }

    /** All ones if a number is at least a bound, 0 otherwise. */
    private static int reaches(int number, int bound) {
        return (bound - 1 - number) >> 31;
    }

    /** Pushes cells whose first row and column are 0 or 1 into the corner. */
    private static long intoTheCorner(long cells) {
        long firstRowIsEmpty = ((cells >>> (Long.SIZE - Shape.SIDE)) - 1) >>> (Long.SIZE - 1);
        long firstColumnIsEmpty = ((cells & FIRST_COLUMN) - 1 & ~cells) >>> (Long.SIZE - 1);
        return cells << (Shape.SIDE * firstRowIsEmpty + firstColumnIsEmpty);
    }

    /** The same, cell by cell, for any shape. */
    private long withOneMoreCellAtTheRim(long shape, long fraction) {
        int end = endOfReach(shape);
        int all = 0;
        for (int cell = 0; cell < end; cell++) {
            weights[cell] = weight(shape, cell);
            all += weights[cell];
        }
        int rest = CounterRandom.digit(fraction, all);
        int cell = 0;
        while ((rest -= weights[cell]) >= 0) {
            cell++;
        }
        return with(shape, cell);
    }

    /** Index after the last cell that can be a neighbour of a shape in the corner. */
    static int endOfReach(long shape) {
        return REACH * (Shape.height(shape) + 2);
    }

    /** The weight of a cell: 0 if it is taken, no neighbour, or would make the bounding box too large. */
    static int weight(long shape, int cell) {
        int neighbours = Long.bitCount(shape & NEIGHBOURS[cell]);
        if (neighbours == 0 || (shape & CELLS[cell]) != 0) {
            return 0;
        }
        boolean tooHigh = row(cell) == BEHIND || (row(cell) == BEFORE && Shape.height(shape) == Shape.SIDE);
        boolean tooWide = column(cell) == BEHIND || (column(cell) == BEFORE && Shape.width(shape) == Shape.SIDE);
        return tooHigh || tooWide ? 0 : WEIGHT_OF_COUNT[neighbours];
    }

    /** A shape with one of its neighbouring cells added. */
    static long with(long shape, int cell) {
        // A cell on the border above or to the left moves the shape down or right; its weight was 0 if there was no
        // room.
        long moved = shape >>> (row(cell) == BEFORE ? Shape.SIDE : 0) >>> (column(cell) == BEFORE ? 1 : 0);
        return Shape.normalise(moved | Shape.cell(Math.max(row(cell), 0), Math.max(column(cell), 0)));
    }

    private static int row(int cell) {
        return cell / REACH + BEFORE;
    }

    private static int column(int cell) {
        return cell % REACH + BEFORE;
    }
}
