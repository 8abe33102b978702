package io.atomicdatasets.image;

import io.atomicdatasets.spec.Kind;
import io.atomicdatasets.spec.Recipe;
import java.util.Arrays;

/**
 * One image as its objects: a buffer that a generator fills again and again. Objects stand in the order they were
 * placed, cells in rows from the top, columns from the left.
 *
 * <p>For one thread at a time.
 */
public final class AtomicImage {
    private final int gridSize;

    private long candidate;
    private int aimedAt;
    private int objects;
    private final long[] shapes;
    private final int[] values;
    private final int[] tops;
    private final int[] lefts;
    private final int[] occupied;
    private final int[] objectsByKind = new int[Kind.COUNT];
    private final int[] cellsByKind = new int[Kind.COUNT];

    public AtomicImage(Recipe recipe) {
        gridSize = recipe.gridSize();
        shapes = new long[recipe.maxObjects()];
        values = new int[recipe.maxObjects()];
        tops = new int[recipe.maxObjects()];
        lefts = new int[recipe.maxObjects()];
        occupied = new int[gridSize + Shape.SIDE - 1];
    }

    void clear(long candidateNumber, int objectsAimedAt) {
        candidate = candidateNumber;
        aimedAt = objectsAimedAt;
        objects = 0;
        Arrays.fill(occupied, 0);
        Arrays.fill(objectsByKind, 0);
        Arrays.fill(cellsByKind, 0);
    }

    void add(long shape, int value, int top, int left) {
        shapes[objects] = shape;
        values[objects] = value;
        tops[objects] = top;
        lefts[objects] = left;
        objects++;
        for (int row = 0; row < Shape.SIDE; row++) { // always all: cheaper than a loop that ends nobody knows when
            occupied[top + row] |= Shape.row(shape, row) >>> left;
        }
        int kind = Families.of(shape).kind().code();
        objectsByKind[kind]++;
        cellsByKind[kind] += Shape.size(shape);
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
    int slots() {
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
        return occupied;
    }

    /**
     * Paints the objects' cells with their values.
     *
     * @param cells where to, known to be 0 in the {@code gridSize * gridSize} bytes from {@code offset}
     */
    public void paint(byte[] cells, int offset) {
        for (int i = 0; i < objects; i++) {
            paint(i, (byte) values[i], cells, offset);
        }
    }

    /** Paints the objects' cells with their places, the first with 1; the same otherwise. */
    public void paintMasks(byte[] cells, int offset) {
        for (int i = 0; i < objects; i++) {
            paint(i, (byte) (i + 1), cells, offset);
        }
    }

    private void paint(int object, byte value, byte[] cells, int offset) {
        int corner = offset + tops[object] * gridSize + lefts[object];
        for (long rest = shapes[object]; rest != 0; rest &= rest - 1) {
            int cell = Long.SIZE - 1 - Long.numberOfTrailingZeros(rest);
            cells[corner + (cell >>> 3) * gridSize + (cell & 7)] = value;
        }
    }
}
