package io.atomicdatasets.image;

import io.atomicdatasets.spec.Recipe;
import java.util.Arrays;

/**
 * Consecutive images of one split as arrays, a buffer that is filled again and again.
 *
 * <p>For one thread at a time; grows to the largest batch it held.
 */
public final class ImageBatch {
    private static final int FIRST_CAPACITY = 1024;

    private final int cellsPerImage;
    private byte[] cells;
    private byte[] labels = new byte[FIRST_CAPACITY];
    private int count;

    public ImageBatch(Recipe recipe) {
        cellsPerImage = recipe.cells();
        cells = new byte[FIRST_CAPACITY * cellsPerImage];
    }

    public void add(AtomicImage image, int label) {
        if (count == labels.length) {
            int capacity = labels.length + labels.length / 2;
            cells = Arrays.copyOf(cells, capacity * cellsPerImage);
            labels = Arrays.copyOf(labels, capacity);
        }
        image.paint(cells, count * cellsPerImage);
        labels[count] = (byte) label;
        count++;
    }

    /** Forgets all images. */
    public void clear() {
        Arrays.fill(cells, 0, count * cellsPerImage, (byte) 0);
        count = 0;
    }

    /** How many images the batch holds. */
    public int count() {
        return count;
    }

    /** Cells of one image. */
    public int cellsPerImage() {
        return cellsPerImage;
    }

    /** The cells of {@link #count()} images, row by row; what stands behind them is no image. This buffer's own array. */
    public byte[] cells() {
        return cells;
    }

    /** The labels of {@link #count()} images. This buffer's own array. */
    public byte[] labels() {
        return labels;
    }
}
