package io.atomicdatasets.check;

import io.atomicdatasets.image.SplitRule;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.LabelClass;
import io.atomicdatasets.spec.Labels;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Consecutive images of a split as they were read, and the checks on them; a buffer that is filled again and again.
 *
 * <p>For one thread at a time.
 */
final class Block {
    private static final int BYTES = 1 << 20;

    // Places of the arrays in a file.
    static final int IMAGES = 0;
    static final int LABELS = 1;
    static final int CANDIDATES = 2;
    static final int MASKS = 3;
    static final int KINDS = 4;
    static final int VALUES = 5;
    static final int FAMILIES = 6;
    static final int BOXES = 7;
    static final int SIZES = 8;

    private final int cellsPerImage;
    private final int capacity;
    private final int[] bytesPerImage;
    private final byte[][] elements;
    private final byte[] cells;
    private final byte[] labels;
    private final boolean annotated;
    private final AnnotationCheck annotations;

    private final boolean[] canOccur = new boolean[256];
    private final boolean derivable;
    private final Labels scheme;
    private final SplitRule rule;
    private final Components components;
    private final OccupiedCells occupied;

    private long first;
    private int count;

    Block(DatasetSpec spec) {
        cellsPerImage = spec.recipe().cells();
        capacity = BYTES / cellsPerImage;
        List<ExpectedArray> arrays = ExpectedArray.of(spec);
        bytesPerImage = arrays.stream().mapToInt(ExpectedArray::bytesPerImage).toArray();
        elements = new byte[arrays.size()][];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = new byte[capacity * bytesPerImage[i]];
        }
        cells = elements[IMAGES];
        labels = elements[LABELS];
        annotated = spec.fileOptions().annotations();
        annotations = new AnnotationCheck(spec.recipe());
        scheme = spec.labels();
        for (LabelClass each : scheme.classes()) {
            canOccur[each.label()] = each.canOccur();
        }
        derivable = spec.recipe().minGap() >= 1;
        rule = new SplitRule(spec.splits(), spec.recipe().gridSize());
        components = new Components(spec.recipe().gridSize());
        occupied = new OccupiedCells(spec.recipe());
    }

    /** Reads the next images, as many as fit and are left. */
    void fill(long firstIndex, long left, List<? extends InputStream> arrays) throws IOException {
        first = firstIndex;
        count = (int) Math.min(capacity, left);
        for (int i = 0; i < elements.length; i++) {
            readFully(arrays.get(i), elements[i], count * bytesPerImage[i]);
        }
    }

    /** The elements of one array; this buffer's own. */
    byte[] elements(int array) {
        return elements[array];
    }

    /** How many images were read. */
    int count() {
        return count;
    }

    /**
     * Checks every image.
     *
     * @param split where they were found
     * @param sampleStep labels and annotations are looked at for every image whose index is a multiple of this
     */
    void check(Split split, long sampleStep, Findings findings) {
        long nextSample = (first + sampleStep - 1) / sampleStep * sampleStep;
        for (int i = 0; i < count; i++) {
            long index = first + i;
            if (!occupied.read(cells, i * cellsPerImage)) {
                findings.broken(Rule.PALETTE, place(split, index));
            }
            int label = labels[i] & 0xFF;
            if (!canOccur[label]) {
                findings.broken(Rule.LABEL_RANGE, place(split, index) + " has label " + label);
            }
            if (rule.splitOf(occupied.rows()) != split) {
                findings.broken(Rule.SPLIT_OF_FORM, place(split, index));
            }
            boolean sampled = index == nextSample;
            nextSample += sampled ? sampleStep : 0;
            if (annotated && sampled && !annotations.holds(this, i)) {
                findings.broken(Rule.ANNOTATIONS, place(split, index));
            }
            if (derivable && sampled && !isDerived(label)) {
                findings.broken(Rule.LABELS_DERIVED, place(split, index) + " has label " + label);
            }
        }
    }

    /** The images of this block that were picked. */
    void pick(Picks picks) {
        for (long index : picks.among(first, count)) {
            int i = (int) (index - first);
            byte[] copy = new byte[cellsPerImage];
            System.arraycopy(cells, i * cellsPerImage, copy, 0, cellsPerImage);
            picks.add(index, copy, labels[i] & 0xFF);
        }
    }

    private boolean isDerived(int label) {
        return components.find(occupied.rows())
                && label == scheme.labelOf(components.objectsByKind(), components.cellsByKind());
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
