package io.atomicdatasets.image;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.atomicdatasets.spec.Split;
import io.atomicdatasets.spec.Splits;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;

/**
 * Which split an image belongs to: decided by the form of its occupied cells alone, up to symmetry.
 *
 * <p>The occupancy is packed row by row, first column in the highest bit, each row padded to whole bytes, in all 8
 * symmetries of the square; the bytewise smallest is hashed with XXH64, seed 0. The splits val, train and test own, in
 * this order, the hashes below {@code ceil(cumulative share * 2^64)}.
 *
 * <p>For one thread at a time.
 */
public final class SplitRule {
    private static final Hasher64 XXH64 = Hashing.xxh64();
    private static final VarHandle FOUR_BYTES = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final int gridSize;
    private final int bytesPerRow;
    private final boolean valIsEmpty;
    private final long lastOfVal;
    private final long lastOfTrain;

    private final int[] columns;
    private final byte[] packed;

    // The smallest of the forms that were looked at: lines of the image, rows or columns, read from one end.
    private int[] lines;
    private int firstLine;
    private int step;
    private boolean mirrored;

    public SplitRule(Splits splits, int gridSize) {
        this.gridSize = gridSize;
        this.bytesPerRow = (gridSize + 7) / 8;
        BigInteger val = splits.hashesBelow(Split.VAL);
        BigInteger valAndTrain = splits.hashesBelow(Split.VAL, Split.TRAIN);
        valIsEmpty = val.signum() == 0;
        lastOfVal = val.longValue() - 1;
        lastOfTrain = valAndTrain.longValue() - 1;
        columns = new int[Integer.SIZE];
        packed = new byte[gridSize * bytesPerRow + Integer.BYTES];
        lines = columns;
    }

    /**
     * The split of an image.
     *
     * @param occupied its occupied cells, one int a row, the first column in the highest bit; rows below the grid are empty
     */
    public Split splitOf(int[] occupied) {
        long hash = hash(occupied);
        if (!valIsEmpty && Long.compareUnsigned(hash, lastOfVal) <= 0) {
            return Split.VAL;
        }
        return Long.compareUnsigned(hash, lastOfTrain) <= 0 ? Split.TRAIN : Split.TEST;
    }

    /**
     * The hash of the form, equal for all 8 symmetric images.
     *
     * <p>The smallest form begins with the most empty lines, so only sides with the widest margin are looked at.
     */
    long hash(int[] occupied) {
        int last = gridSize - 1;
        int all = 0;
        for (int row : occupied) {
            all |= row;
        }
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
            lines = occupied;
            step = 0; // no form yet
            if (above == margin) {
                look(occupied, 0, 1, margin);
            }
            if (below == margin) {
                look(occupied, last, -1, margin);
            }
            if (left == margin || right == margin) {
                transpose(occupied);
            }
            if (left == margin) {
                look(columns, 0, 1, margin);
            }
            if (right == margin) {
                look(columns, last, -1, margin);
            }
        }
        return hashOfSmallest();
    }

    /** Looks at the two forms that begin at one side, the second of which is the mirror image of the first. */
    private void look(int[] otherLines, int otherFirst, int otherStep, int margin) {
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

    /** Rows become columns, an 8x8 block at a time. */
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

    private long hashOfSmallest() {
        // Each line is written as four bytes, of which the next line overwrites those that it does not have.
        for (int i = 0; i < gridSize; i++) {
            int line = lines[firstLine + i * step];
            FOUR_BYTES.set(packed, i * bytesPerRow, mirrored ? mirror(line) : line);
        }
        return XXH64.hashBytesToLong(packed, 0, gridSize * bytesPerRow);
    }
}
