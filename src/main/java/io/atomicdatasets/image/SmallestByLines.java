package io.atomicdatasets.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Canonical forms of grids of any side up to 32, line by line. The smallest form starts with the most empty lines, so only
 * the forms that start at a side with the widest margin are compared.
 *
 * <p>Not thread-safe.
 */
final class SmallestByLines implements SmallestForm {
    private static final VarHandle FOUR_BYTES = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final int gridSize;
    private final int bytesPerRow;
    private final int[] columns;
    private final byte[] packed;

    // The smallest form so far: lines of the image, rows or columns, read from one end.
    private int[] lines;
    private int firstLine;
    private int step;
    private boolean mirrored;

    SmallestByLines(int gridSize) {
        this.gridSize = gridSize;
        this.bytesPerRow = (gridSize + 7) / 8;
        columns = new int[Integer.SIZE];
        packed = new byte[gridSize * bytesPerRow + Integer.BYTES];
        lines = columns;
    }

    @Override
    public int length() {
        return gridSize * bytesPerRow;
    }

    @Override
    public byte[] of(int[] occupied) {
        int last = gridSize - 1;
        int all = 0;
        for (int row : occupied) {
            all |= row;
        }
        lines = occupied;
        step = 0; // none yet; all forms of an empty image are the same
        if (all != 0) {
            int left = Integer.numberOfLeadingZeros(all);
            int right = Integer.numberOfTrailingZeros(all) - (Integer.SIZE - gridSize);
            int above = 0;
            while (occupied[above] == 0) {
                above++;
            }
            int below = 0;
            while (occupied[last - below] == 0) {
                below++;
            }
            int margin = Math.max(Math.max(left, right), Math.max(above, below));
            if (above == margin) {
                compareFormsAt(occupied, 0, 1, margin);
            }
            if (below == margin) {
                compareFormsAt(occupied, last, -1, margin);
            }
            if (left == margin || right == margin) {
                transpose(occupied);
            }
            if (left == margin) {
                compareFormsAt(columns, 0, 1, margin);
            }
            if (right == margin) {
                compareFormsAt(columns, last, -1, margin);
            }
        }
        return packSmallest();
    }

    /** Compares the two forms that start at one side, mirror images of each other, with the smallest so far. */
    private void compareFormsAt(int[] otherLines, int otherFirst, int otherStep, int margin) {
        for (int i = margin; i < gridSize; i++) {
            int plain = otherLines[otherFirst + i * otherStep];
            int mirror = mirror(plain);
            if (plain != mirror || i == gridSize - 1) {
                boolean mirrorIsSmaller = Integer.compareUnsigned(mirror, plain) < 0;
                if (step == 0 || isSmaller(otherLines, otherFirst, otherStep, mirrorIsSmaller, margin)) {
                    lines = otherLines;
                    firstLine = otherFirst;
                    step = otherStep;
                    mirrored = mirrorIsSmaller;
                }
                return;
            }
        }
    }

    private boolean isSmaller(int[] otherLines, int otherFirst, int otherStep, boolean otherMirrored, int margin) {
        for (int i = margin; i < gridSize; i++) {
            int otherLine = otherLines[otherFirst + i * otherStep];
            int line = lines[firstLine + i * step];
            int order = Integer.compareUnsigned(
                    otherMirrored ? mirror(otherLine) : otherLine, mirrored ? mirror(line) : line);
            if (order != 0) {
                return order < 0;
            }
        }
        return false;
    }

    private int mirror(int line) {
        return Integer.reverse(line) << (Integer.SIZE - gridSize);
    }

    /** Transposes in 8x8 blocks. */
    private void transpose(int[] occupied) {
        for (int top = 0; top < gridSize; top += Shape.SIDE) {
            int rows = Math.min(Shape.SIDE, gridSize - top);
            for (int left = 0; left < gridSize; left += Shape.SIDE) {
                long block = 0;
                for (int i = 0; i < rows; i++) {
                    int eight = occupied[top + i] << left >>> (Integer.SIZE - Shape.SIDE);
                    block |= (long) eight << (Long.SIZE - Shape.SIDE - Shape.SIDE * i);
                }
                block = Shape.transpose(block);
                int others = top == 0 ? 0 : -1 << (Integer.SIZE - top);
                for (int i = 0; i < Shape.SIDE; i++) {
                    int eight = Shape.row(block, i) >>> top;
                    columns[left + i] = (columns[left + i] & others) | eight;
                }
            }
        }
    }

    private byte[] packSmallest() {
        // Each line is written as four bytes; the next line overwrites those past the row's own.
        for (int i = 0; i < gridSize; i++) {
            int line = lines[firstLine + i * step];
            FOUR_BYTES.set(packed, i * bytesPerRow, mirrored ? mirror(line) : line);
        }
        return packed;
    }
}
