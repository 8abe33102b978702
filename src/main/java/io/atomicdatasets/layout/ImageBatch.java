package io.atomicdatasets.layout;

import io.atomicdatasets.image.AtomicImage;
import io.atomicdatasets.image.FourRows;
import io.atomicdatasets.spec.DatasetSpec;
import java.util.Arrays;
import java.util.List;

/**
 * Consecutive images of one split as arrays, a buffer that is filled again and again.
 *
 * <p>For one thread at a time; grows to the largest batch it held.
 */
public final class ImageBatch {
    private static final int WORDS_PER_IMAGE = FourRows.COLUMNS / FourRows.ROWS;

    private final ImageArray[] arrays;
    private final int[] bytesPerImage;
    private final int[] bytesPerRow;
    private final boolean[] keepsObjectsApart;
    private final byte[][] elements;
    private final boolean holdsOccupied;
    private long[] occupied;
    private int capacity;
    private int count;

    /**
     * An empty batch of a dataset's images.
     *
     * @param expected how many images it has room for at first, 0 or more
     */
    public ImageBatch(DatasetSpec spec, int expected) {
        this(spec, ImageArray.of(spec), expected);
    }

    /** The same, of only these arrays. */
    public ImageBatch(DatasetSpec spec, List<ImageArray> held, int expected) {
        capacity = expected;
        arrays = held.toArray(ImageArray[]::new);
        bytesPerImage = new int[arrays.length];
        bytesPerRow = new int[arrays.length];
        keepsObjectsApart = new boolean[arrays.length];
        elements = new byte[arrays.length][];
        holdsOccupied =
                spec.recipe().gridSize() == FourRows.COLUMNS && spec.recipe().minGap() > 0;
        occupied = new long[holdsOccupied ? capacity * WORDS_PER_IMAGE : 0];
        for (int i = 0; i < arrays.length; i++) {
            bytesPerImage[i] = arrays[i].bytesPerImage(spec.recipe());
            bytesPerRow[i] = arrays[i].bytesPerRow(spec.recipe());
            keepsObjectsApart[i] = arrays[i].isGrid() && spec.recipe().minGap() > 0;
            elements[i] = new byte[capacity * bytesPerImage[i] + AtomicImage.SLACK];
        }
    }

    public void add(AtomicImage image, int label) {
        if (count == capacity) {
            grow();
        }
        for (int i = 0; i < arrays.length; i++) {
            arrays[i].write(image, label, elements[i], count * bytesPerImage[i]);
        }
        if (holdsOccupied) {
            for (int i = 0; i < WORDS_PER_IMAGE; i++) {
                occupied[count * WORDS_PER_IMAGE + i] = image.occupiedWord(i);
            }
        }
        count++;
    }

    private void grow() {
        capacity += capacity / 2 + 1;
        for (int i = 0; i < arrays.length; i++) {
            elements[i] = Arrays.copyOf(elements[i], capacity * bytesPerImage[i] + AtomicImage.SLACK);
        }
        occupied = Arrays.copyOf(occupied, holdsOccupied ? capacity * WORDS_PER_IMAGE : 0);
    }

    /**
     * Which cells are not 0, where that is known beside them: a bit for each, 64 a word, the first highest; otherwise no word.
     * This buffer's own array.
     */
    public long[] occupied() {
        return occupied;
    }

    /** Forgets all images. */
    public void clear() {
        for (int i = 0; i < arrays.length; i++) {
            Arrays.fill(elements[i], 0, length(i), (byte) 0);
        }
        count = 0;
    }

    /** How many images the batch holds. */
    public int count() {
        return count;
    }

    /** How many arrays the batch holds. */
    public int arrays() {
        return arrays.length;
    }

    /** The elements of one array; only the first {@link #length} bytes are. This buffer's own bytes. */
    public byte[] elements(int array) {
        return elements[array];
    }

    /** Whether an array is that of the cells. */
    boolean isOfCells(int array) {
        return arrays[array] == ImageArray.IMAGES;
    }

    /** How many bytes of an array are elements of the batch's images. */
    public int length(int array) {
        return count * bytesPerImage[array];
    }

    /** Bytes of a row of an array: of a row of cells, or of all that an image has. */
    public int bytesPerRow(int array) {
        return bytesPerRow[array];
    }

    /** Whether an array's images are grids in which neighbours, diagonal ones too, are equal unless one of them is 0. */
    public boolean keepsObjectsApart(int array) {
        return keepsObjectsApart[array];
    }
}
