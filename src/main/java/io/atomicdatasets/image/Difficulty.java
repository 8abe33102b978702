package io.atomicdatasets.image;

/** Numbers that tell how hard it is to take an image apart into its objects, or to tell them by their values. */
public final class Difficulty {
    /** What stands for the gap where a single object has no other to keep one from. */
    public static final int NO_GAP = 255;

    private static final int ROW_SHIFT = 3; // eight columns to a row
    private static final int COLUMN_MASK = Shape.SIDE - 1;

    private Difficulty() {}

    /**
     * How many free rows or columns are between the nearest cells of two objects: their Chebyshev distance less 1, so 0 if they
     * touch, diagonals included; {@link #NO_GAP} of a single object.
     */
    public static int smallestGap(AtomicImage image) {
        int smallest = NO_GAP;
        for (int i = 1; i < image.objects(); i++) {
            for (int j = 0; j < i; j++) {
                if (gapOfBoxes(image, i, j) < smallest) {
                    smallest = Math.min(smallest, gap(image, i, j));
                }
            }
        }
        return smallest;
    }

    /** How many objects have a cell in the first or the last row or column of the grid. */
    public static int objectsAtBorder(AtomicImage image) {
        int count = 0;
        for (int i = 0; i < image.objects(); i++) {
            count += image.isAtBorder(i) ? 1 : 0;
        }
        return count;
    }

    /** How many pairs of objects have the same value: 3 if three have it. */
    public static int pairsOfEqualValue(AtomicImage image) {
        int count = 0;
        for (int i = 1; i < image.objects(); i++) {
            for (int j = 0; j < i; j++) {
                count += image.value(i) == image.value(j) ? 1 : 0;
            }
        }
        return count;
    }

    /** No cells are nearer to each other than the boxes around them are; below 0 where those overlap. */
    private static int gapOfBoxes(AtomicImage image, int i, int j) {
        int rows =
                Math.max(image.top(i) - image.top(j) - image.height(j), image.top(j) - image.top(i) - image.height(i));
        int columns = Math.max(
                image.left(i) - image.left(j) - image.width(j), image.left(j) - image.left(i) - image.width(i));
        return Math.max(rows, columns);
    }

    private static int gap(AtomicImage image, int i, int j) {
        int down = image.top(j) - image.top(i);
        int right = image.left(j) - image.left(i);
        int distance = Integer.MAX_VALUE;
        for (long rest = image.shape(i); rest != 0; rest &= rest - 1) {
            int cell = Long.numberOfTrailingZeros(rest);
            for (long others = image.shape(j); others != 0; others &= others - 1) {
                int other = Long.numberOfTrailingZeros(others);
                // The last cell of a board is bit 0, so rows and columns are counted from its end here.
                int rows = Math.abs(down + (cell >>> ROW_SHIFT) - (other >>> ROW_SHIFT));
                int columns = Math.abs(right + (cell & COLUMN_MASK) - (other & COLUMN_MASK));
                distance = Math.min(distance, Math.max(rows, columns));
            }
        }
        return distance - 1;
    }
}
