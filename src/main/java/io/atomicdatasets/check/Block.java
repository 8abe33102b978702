package io.atomicdatasets.check;

import io.atomicdatasets.image.SplitRule;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.LabelClass;
import io.atomicdatasets.spec.Labels;
import io.atomicdatasets.spec.Palette;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Consecutive images of a split as they were read, and the checks on them; a buffer that is filled again and again.
 *
 * <p>For one thread at a time.
 */
final class Block {
    private static final int BYTES = 1 << 20;
    private static final VarHandle EIGHT_CELLS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final int gridSize;
    private final int cellsPerImage;
    private final int capacity;
    private final byte[] cells;
    private final byte[] labels;

    private final boolean[] inPalette = new boolean[256];
    private final boolean[] canOccur = new boolean[256];
    private final boolean derivable;
    private final Labels scheme;
    private final SplitRule rule;
    private final Components components;
    private final int[] occupied;

    private long first;
    private int count;

    Block(DatasetSpec spec) {
        gridSize = spec.recipe().gridSize();
        cellsPerImage = spec.recipe().cells();
        capacity = BYTES / cellsPerImage;
        cells = new byte[capacity * cellsPerImage];
        labels = new byte[capacity];
        Palette palette = spec.recipe().palette();
        for (int value = 0; value < inPalette.length; value++) {
            inPalette[value] = palette.contains(value);
        }
        scheme = spec.labels();
        for (LabelClass each : scheme.classes()) {
            canOccur[each.label()] = each.canOccur();
        }
        derivable = spec.recipe().minGap() >= 1;
        rule = new SplitRule(spec.splits(), gridSize);
        components = new Components(gridSize);
        occupied = new int[gridSize];
    }

    /** Reads the next images, as many as fit and are left. */
    void fill(long firstIndex, long left, InputStream images, InputStream labelStream) throws IOException {
        first = firstIndex;
        count = (int) Math.min(capacity, left);
        readFully(images, cells, count * cellsPerImage);
        readFully(labelStream, labels, count);
    }

    /** How many images were read. */
    int count() {
        return count;
    }

    /**
     * Checks every image.
     *
     * @param split where they were found
     * @param sampleStep labels are derived again for every image whose index is a multiple of this
     */
    void check(Split split, long sampleStep, Findings findings) {
        for (int i = 0; i < count; i++) {
            long index = first + i;
            if (!readOccupied(i * cellsPerImage)) {
                findings.broken(Rule.PALETTE, place(split, index));
            }
            int label = labels[i] & 0xFF;
            if (!canOccur[label]) {
                findings.broken(Rule.LABEL_RANGE, place(split, index) + " has label " + label);
            }
            if (rule.splitOf(occupied) != split) {
                findings.broken(Rule.SPLIT_OF_FORM, place(split, index));
            }
            if (derivable && index % sampleStep == 0 && !isDerived(label)) {
                findings.broken(Rule.LABELS_DERIVED, place(split, index) + " has label " + label);
            }
        }
    }

    /** The images of this block that were picked. */
    void pick(Picks picks) {
        for (int i = 0; i < count; i++) {
            if (picks.wants(first + i)) {
                byte[] copy = new byte[cellsPerImage];
                System.arraycopy(cells, i * cellsPerImage, copy, 0, cellsPerImage);
                picks.add(first + i, copy, labels[i] & 0xFF);
            }
        }
    }

    private boolean isDerived(int label) {
        return components.find(occupied)
                && label == scheme.labelOf(components.objectsByKind(), components.cellsByKind());
    }

    /** Reads which cells are occupied; gives false where one holds a value outside the palette. */
    private boolean readOccupied(int offset) {
        boolean allInPalette = true;
        int at = offset;
        for (int row = 0; row < gridSize; row++, at += gridSize) {
            int bits = 0;
            int column = 0;
            for (; column + 8 <= gridSize; column += 8) {
                if ((long) EIGHT_CELLS.get(cells, at + column) != 0) { // most eights are empty
                    for (int c = column; c < column + 8; c++) {
                        byte value = cells[at + c];
                        bits |= value == 0 ? 0 : Integer.MIN_VALUE >>> c;
                        allInPalette &= value == 0 || inPalette[value & 0xFF];
                    }
                }
            }
            for (; column < gridSize; column++) {
                byte value = cells[at + column];
                bits |= value == 0 ? 0 : Integer.MIN_VALUE >>> column;
                allInPalette &= value == 0 || inPalette[value & 0xFF];
            }
            occupied[row] = bits;
        }
        return allInPalette;
    }

    private static String place(Split split, long index) {
        return "image " + index + " of " + split.label();
    }

    private static void readFully(InputStream in, byte[] target, int length) throws IOException {
        if (in.readNBytes(target, 0, length) < length) {
            throw new MalformedFileException("has fewer elements than its shape says");
        }
    }
}
