package io.atomicdatasets.image;

import io.atomicdatasets.spec.Kind;
import io.atomicdatasets.spec.Recipe;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One image as its objects: a buffer that a generator fills again and again. Objects stand in the order they were
 * placed, cells in rows from the top, columns from the left.
 *
 * <p>For one thread at a time.
 */
public final class AtomicImage {
    /** How many bytes behind its own an image may touch when it is painted: eight rows of the largest grid. */
    public static final int SLACK = Shape.SIDE * Integer.SIZE;

    private static final VarHandle EIGHT_CELLS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Eight cells of a row, the first in the highest bit, as bytes of 0 and 1, the first lowest. */
    private static final long[] SPREAD = new long[1 << Shape.SIDE];

    static {
        for (int row = 0; row < SPREAD.length; row++) {
            for (int column = 0; column < Shape.SIDE; column++) {
                SPREAD[row] |= (long) (row >>> (Shape.SIDE - 1 - column) & 1) << (Byte.SIZE * column);
            }
        }
    }

    private final int gridSize;

    private long candidate;
    private int aimedAt;
    private int objects;
    private final long[] shapes;
    private final int[] values;
    private final int[] tops;
    private final int[] lefts;
    /** Of grids of 16: their occupied cells as {@link FourRows}, and room to spill; other grids have them as rows. */
    private final long[] occupiedWords = new long[FourRows.COLUMNS / FourRows.ROWS + 2];

    private final int[] occupied;
    private final boolean hasWords;
    private final int[] objectsByKind = new int[Kind.COUNT];
    private final int[] cellsByKind = new int[Kind.COUNT];

    public AtomicImage(Recipe recipe) {
        gridSize = recipe.gridSize();
        shapes = new long[recipe.maxObjects()];
        values = new int[recipe.maxObjects()];
        tops = new int[recipe.maxObjects()];
        lefts = new int[recipe.maxObjects()];
        occupied = new int[gridSize + Shape.SIDE - 1];
        hasWords = gridSize == FourRows.COLUMNS;
    }

    void clear(long candidateNumber, int objectsAimedAt) {
        candidate = candidateNumber;
        aimedAt = objectsAimedAt;
        objects = 0;
        if (hasWords) {
            Arrays.fill(occupiedWords, 0);
        } else {
            Arrays.fill(occupied, 0);
        }
        Arrays.fill(objectsByKind, 0);
        Arrays.fill(cellsByKind, 0);
    }

    void add(long shape, int value, int top, int left) {
        shapes[objects] = shape;
        values[objects] = value;
        tops[objects] = top;
        lefts[objects] = left;
        objects++;
        if (hasWords) {
            occupy(FourRows.upper(shape) >>> left, FourRows.lower(shape) >>> left, top);
        } else {
            for (int row = 0; row < Shape.SIDE; row++) { // always all: cheaper than a loop that ends nobody knows when
                occupied[top + row] |= Shape.row(shape, row) >>> left;
            }
        }
        int kind = Families.kindCodeOf(shape);
        objectsByKind[kind]++;
        cellsByKind[kind] += Shape.size(shape);
    }

    /** Adds eight rows, whole words at a time: what is written and read in other pieces waits on its way through the cache. */
    private void occupy(long upper, long lower, int top) {
        int word = top / FourRows.ROWS;
        int down = top % FourRows.ROWS * FourRows.COLUMNS;
        int up = Long.SIZE - 1 - down;
        occupiedWords[word] |= upper >>> down;
        occupiedWords[word + 1] |= upper << 1 << up | lower >>> down;
        occupiedWords[word + 2] |= lower << 1 << up;
    }

    /** The candidate number this image was made from. */
    public long candidate() {
        return candidate;
    }

    /** How many objects the recipe asked for here; never fewer than stand. */
    public int aimedAt() {
        return aimedAt;
    }

    /** How many objects can stand in images of this recipe. */
    public int slots() {
        return shapes.length;
    }

    /** How many objects stand, at least 1. */
    public int objects() {
        return objects;
    }

    /** The cells of the i-th object as a {@link Shape}. */
    long shape(int i) {
        return shapes[i];
    }

    /** The family of the i-th object. */
    public Family family(int i) {
        return Families.of(shapes[i]);
    }

    /** What the cells of the i-th object hold. */
    public int value(int i) {
        return values[i];
    }

    /** How many cells the i-th object has, 2..15. */
    public int size(int i) {
        return Shape.size(shapes[i]);
    }

    /** The first row of the i-th object. */
    public int top(int i) {
        return tops[i];
    }

    /** The first column of the i-th object. */
    public int left(int i) {
        return lefts[i];
    }

    /** Rows of the i-th object's bounding box. */
    public int height(int i) {
        return Shape.height(shapes[i]);
    }

    /** Columns of the i-th object's bounding box. */
    public int width(int i) {
        return Shape.width(shapes[i]);
    }

    /**
     * A hash of the objects in whatever order they stand. Where a gap keeps objects apart, equal cells are equal objects, so
     * it is one of the cells too.
     */
    public long hashOfObjects() {
        long sum = 0;
        for (int i = 0; i < objects; i++) {
            long where = (long) values[i] << 16 | (long) tops[i] << 8 | lefts[i];
            sum += CounterRandom.mix(shapes[i] ^ CounterRandom.mix(where));
        }
        return sum;
    }

    /** How many objects of each kind stand, by {@link Kind#code()}; this buffer's own array. */
    public int[] objectsByKind() {
        return objectsByKind;
    }

    /** How many cells the objects of each kind have, by {@link Kind#code()}; this buffer's own array. */
    public int[] cellsByKind() {
        return cellsByKind;
    }

    /**
     * The occupied cells as one int a row, the first column in the highest bit; below the grid stand empty rows. This
     * buffer's own array.
     */
    public int[] occupied() {
        if (hasWords) {
            for (int row = 0; row < gridSize; row++) {
                long rows = occupiedWords[row / FourRows.ROWS] << (row % FourRows.ROWS * FourRows.COLUMNS);
                occupied[row] = (int) (rows >>> Integer.SIZE) & 0xFFFF_0000;
            }
        }
        return occupied;
    }

    /** Whether the grid is 16x16, so that its occupied cells are four words. */
    boolean hasWords() {
        return hasWords;
    }

    /** Four rows of a 16x16 grid's occupied cells from the top, the first cell in the highest bit. */
    public long occupiedWord(int place) {
        return occupiedWords[place];
    }

    /** The cells, row by row: the values of the objects, 0 elsewhere. */
    public byte[] cells() {
        byte[] cells = new byte[gridSize * gridSize + SLACK];
        paint(cells, 0);
        return Arrays.copyOf(cells, gridSize * gridSize);
    }

    /** The object of each cell, row by row: 0 for none, 1 for the first. */
    public byte[] masks() {
        byte[] masks = new byte[gridSize * gridSize + SLACK];
        paintMasks(masks, 0);
        return Arrays.copyOf(masks, gridSize * gridSize);
    }

    /**
     * Paints the objects' cells with their values.
     *
     * @param cells where to, known to be 0 in the {@code gridSize * gridSize} bytes from {@code offset}; there must be {@link
     *     #SLACK} more, which stay what they are
     */
    public void paint(byte[] cells, int offset) {
        for (int i = 0; i < objects; i++) {
            paint(i, values[i], cells, offset);
        }
    }

    /** Paints the objects' cells with their places, the first with 1; the same otherwise. */
    public void paintMasks(byte[] cells, int offset) {
        for (int i = 0; i < objects; i++) {
            paint(i, i + 1, cells, offset);
        }
    }

    /** Paints eight rows of eight cells, whatever the shape: cheaper than cell by cell, which ends nobody knows when. */
    private void paint(int object, long value, byte[] cells, int offset) {
        int at = offset + tops[object] * gridSize + lefts[object];
        for (long rest = shapes[object], row = 0; row < Shape.SIDE; row++, rest <<= Shape.SIDE, at += gridSize) {
            long painted = SPREAD[(int) (rest >>> (Long.SIZE - Shape.SIDE))] * value;
            EIGHT_CELLS.set(cells, at, (long) EIGHT_CELLS.get(cells, at) | painted);
        }
    }
}
