package io.atomicdatasets.image;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Family;
import io.atomicdatasets.spec.Kind;
import io.atomicdatasets.spec.Recipe;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One image as a list of its objects, in the order they were placed: a buffer that a generator fills again and again. Rows
 * count from the top, columns from the left.
 *
 * <p>Not thread-safe.
 */
public final class AtomicImage {
    /** Bytes past its own cells that {@link #paint} may read and rewrite unchanged: eight rows of the largest grid. */
    public static final int SLACK = Shape.SIDE * Integer.SIZE;

    private static final VarHandle EIGHT_CELLS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Eight bits of a row, the first highest, spread to eight bytes of 0 or 1, the first lowest. */
    private static final long[] SPREAD = new long[1 << Shape.SIDE];

    static {
        for (int row = 0; row < SPREAD.length; row++) {
            for (int column = 0; column < Shape.SIDE; column++) {
                SPREAD[row] |= (long) (row >>> (Shape.SIDE - 1 - column) & 1) << (Byte.SIZE * column);
            }
        }
    }

    private final int gridSize;
    private final @Nullable Partner partner;

    private long candidate;
    private int aimedAt;
    private int objects;
    private final long[] shapes;
    private final int[] values;
    private final int[] tops;
    private final int[] lefts;
    /** Occupied cells of 16x16 grids as {@link FourRows}, with room to spill; other grids use {@link #occupied}. */
    private final long[] occupiedWords = new long[FourRows.COLUMNS / FourRows.ROWS + 2];

    private final int[] occupied;
    private final boolean hasWords;
    private final int[] objectsByKind = new int[Kind.COUNT];
    private final int[] cellsByKind = new int[Kind.COUNT];

    /** An image with whatever partner its recipe gives it. */
    public AtomicImage(DatasetSpec spec) {
        this(spec.recipe(), spec.recipe().pairs().isPresent() ? new Partner(spec) : null);
    }

    /** An image without a partner. */
    public AtomicImage(Recipe recipe) {
        this(recipe, null);
    }

    private AtomicImage(Recipe recipe, @Nullable Partner partner) {
        this.partner = partner;
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
            for (int row = 0;
                    row < Shape.SIDE;
                    row++) { // always all eight: a loop of varying length would be mispredicted
                occupied[top + row] |= Shape.row(shape, row) >>> left;
            }
        }
        int kind = Families.kindCodeOf(shape);
        objectsByKind[kind]++;
        cellsByKind[kind] += Shape.size(shape);
    }

    /** Adds eight rows in whole words: reads that straddle recent smaller writes would miss store forwarding. */
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

    /** Its counterfactual partner, filled with it; nothing where images have none. */
    public @Nullable Partner partner() {
        return partner;
    }

    /** How many objects were drawn for this image; at least as many as found room. */
    public int aimedAt() {
        return aimedAt;
    }

    /** The most objects that an image of this recipe can have. */
    public int slots() {
        return shapes.length;
    }

    /** How many objects the image has, at least 1. */
    public int objects() {
        return objects;
    }

    /** The cells of the i-th object as a {@link Shape}. */
    long shape(int i) {
        return shapes[i];
    }

    /**
     * The shape of the i-th object, whichever way it is turned or mirrored: of the eight images of its cells, as a {@link Shape},
     * the smallest as an unsigned number.
     */
    public long canonicalShape(int i) {
        return Shape.canonical(shapes[i]);
    }

    /**
     * Which way the i-th object is turned and mirrored, 0..7: what makes it of its {@link #canonicalShape}. Bit 0 transposes, then
     * bit 1 reverses the order of the rows, then bit 2 that of the columns; the smallest that does.
     */
    public int orientation(int i) {
        return Shape.orientation(shapes[i]);
    }

    /** The family of the i-th object. */
    public Family family(int i) {
        return Families.of(shapes[i]);
    }

    /** The value of the i-th object's cells. */
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

    /** Whether the i-th object has a cell in the first or the last row or column of the grid. */
    boolean isAtBorder(int i) {
        return tops[i] == 0 || lefts[i] == 0 || tops[i] + height(i) == gridSize || lefts[i] + width(i) == gridSize;
    }

    /**
     * A hash of the set of objects, independent of their order. Where a gap keeps objects apart, equal cells mean equal objects,
     * so it serves as a hash of the cells too.
     */
    public long hashOfObjects() {
        long sum = 0;
        for (int i = 0; i < objects; i++) {
            long where = (long) values[i] << 16 | (long) tops[i] << 8 | lefts[i];
            sum += CounterRandom.mix(shapes[i] ^ CounterRandom.mix(where));
        }
        return sum;
    }

    /** How many objects of each kind there are, by {@link Kind#code()}; overwritten with the next image. */
    public int[] objectsByKind() {
        return objectsByKind;
    }

    /** How many cells the objects of each kind have, by {@link Kind#code()}; overwritten with the next image. */
    public int[] cellsByKind() {
        return cellsByKind;
    }

    /**
     * The occupied cells as one int a row, the first column in the highest bit; empty rows follow below the grid. Overwritten
     * with the next image.
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

    /** Whether the grid is 16x16, so that its occupied cells are four longs. */
    boolean hasWords() {
        return hasWords;
    }

    /** The occupied cells of rows 4 * place to 4 * place + 3 of a 16x16 grid, the first cell in the highest bit. */
    public long occupiedWord(int place) {
        return occupiedWords[place];
    }

    /** The cells, row by row: the values of the objects, 0 elsewhere. */
    public byte[] cells() {
        byte[] cells = new byte[gridSize * gridSize + SLACK];
        paint(cells, 0);
        return Arrays.copyOf(cells, gridSize * gridSize);
    }

    /** The instance mask, row by row: 0 for background, 1 for the first object. */
    public byte[] masks() {
        byte[] masks = new byte[gridSize * gridSize + SLACK];
        paintMasks(masks, 0);
        return Arrays.copyOf(masks, gridSize * gridSize);
    }

    /**
     * Paints the objects' cells with their values.
     *
     * @param cells target, all 0 in the {@code gridSize * gridSize} bytes from {@code offset}; after them there must be {@link
     *     #SLACK} more bytes, which keep their values
     */
    public void paint(byte[] cells, int offset) {
        for (int i = 0; i < objects; i++) {
            paint(i, values[i], cells, offset);
        }
    }

    /** Paints the instance mask, 1 for the first object; otherwise as {@link #paint}. */
    public void paintMasks(byte[] cells, int offset) {
        for (int i = 0; i < objects; i++) {
            paint(i, i + 1, cells, offset);
        }
    }

    /** Paints all eight rows of eight cells: a loop over just the shape's cells would be mispredicted. */
    private void paint(int object, long value, byte[] cells, int offset) {
        int at = offset + tops[object] * gridSize + lefts[object];
        for (long rest = shapes[object], row = 0; row < Shape.SIDE; row++, rest <<= Shape.SIDE, at += gridSize) {
            long painted = SPREAD[(int) (rest >>> (Long.SIZE - Shape.SIDE))] * value;
            EIGHT_CELLS.set(cells, at, (long) EIGHT_CELLS.get(cells, at) | painted);
        }
    }
}
