package io.atomicdatasets.check;

import org.jspecify.annotations.Nullable;

/** One image that was picked to be shown, with its counterfactual partner if it has one. */
public final class PickedImage {
    private final long index;
    private final byte[] cells;
    private final int label;
    private final @Nullable PickedImage partner;

    /**
     * An image without a partner.
     *
     * @param index its place in the split, from 0
     * @param cells its cells, row by row, kept and not copied
     * @param label its label, 0..255
     */
    public PickedImage(long index, byte[] cells, int label) {
        this(index, cells, label, null);
    }

    private PickedImage(long index, byte[] cells, int label, @Nullable PickedImage partner) {
        this.index = index;
        this.cells = cells;
        this.label = label;
        this.partner = partner;
    }

    /**
     * This image beside its partner.
     *
     * @param partnersCells its cells, row by row, kept and not copied
     * @param partnersLabel its label, 0..255
     */
    public PickedImage withPartner(byte[] partnersCells, int partnersLabel) {
        return new PickedImage(index, cells, label, new PickedImage(index, partnersCells, partnersLabel));
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

    /** Its partner, which has none itself; nothing where images have none. */
    public @Nullable PickedImage partner() {
        return partner;
    }
}
