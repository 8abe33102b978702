package io.atomicdatasets.check;

/** One image that was picked to be shown. */
public final class PickedImage {
    private final long index;
    private final byte[] cells;
    private final int label;

    /**
     * An image.
     *
     * @param index its place in the split, from 0
     * @param cells its cells, row by row, kept and not copied
     * @param label its label, 0..255
     */
    public PickedImage(long index, byte[] cells, int label) {
        this.index = index;
        this.cells = cells;
        this.label = label;
    }

    /** Its place in the split, from 0. */
    public long index() {
        return index;
    }

    /** The value of one cell, 0..255. */
    public int cell(int row, int column, int gridSize) {
        return cells[row * gridSize + column] & 0xFF;
    }

    /** A copy of its cells, row by row. */
    public byte[] cells() {
        return cells.clone();
    }

    /** Its label, 0..255. */
    public int label() {
        return label;
    }
}
