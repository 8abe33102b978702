package io.atomicdatasets.image;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.atomicdatasets.spec.Split;
import io.atomicdatasets.spec.Splits;
import java.math.BigInteger;
import java.util.Arrays;

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

    private final int gridSize;
    private final int bytesPerRow;
    private final boolean valIsEmpty;
    private final long lastOfVal;
    private final long lastOfTrain;

    // The image and its transpose, each also mirrored; the other four symmetries are these read from the last row up.
    private final int[] rows;
    private final int[] mirroredRows;
    private final int[] columns;
    private final int[] mirroredColumns;
    private final byte[] packed;

    public SplitRule(Splits splits, int gridSize) {
        this.gridSize = gridSize;
        this.bytesPerRow = (gridSize + 7) / 8;
        BigInteger val = splits.hashesBelow(Split.VAL);
        BigInteger valAndTrain = splits.hashesBelow(Split.VAL, Split.TRAIN);
        valIsEmpty = val.signum() == 0;
        lastOfVal = val.longValue() - 1;
        lastOfTrain = valAndTrain.longValue() - 1;
        rows = new int[gridSize];
        mirroredRows = new int[gridSize];
        columns = new int[gridSize];
        mirroredColumns = new int[gridSize];
        packed = new byte[gridSize * bytesPerRow];
    }

    /**
     * The split of an image.
     *
     * @param occupied its occupied cells, one int a row, the first column in the highest bit
     */
    public Split splitOf(int[] occupied) {
        long hash = hash(occupied);
        if (!valIsEmpty && Long.compareUnsigned(hash, lastOfVal) <= 0) {
            return Split.VAL;
        }
        return Long.compareUnsigned(hash, lastOfTrain) <= 0 ? Split.TRAIN : Split.TEST;
    }

    /** The hash of the form, equal for all 8 symmetric images. */
    long hash(int[] occupied) {
        turn(occupied);
        int[] smallest = rows;
        boolean smallestFromBelow = false;
        for (int symmetry = 1; symmetry < Shape.SYMMETRIES; symmetry++) {
            int[] other =
                    switch (symmetry >> 1) {
                        case 0 -> rows;
                        case 1 -> mirroredRows;
                        case 2 -> columns;
                        default -> mirroredColumns;
                    };
            boolean fromBelow = (symmetry & 1) != 0;
            if (isSmaller(other, fromBelow, smallest, smallestFromBelow)) {
                smallest = other;
                smallestFromBelow = fromBelow;
            }
        }
        pack(smallest, smallestFromBelow);
        return XXH64.hashBytesToLong(packed);
    }

    private void turn(int[] occupied) {
        Arrays.fill(columns, 0);
        for (int i = 0; i < gridSize; i++) {
            int row = occupied[i];
            rows[i] = row;
            mirroredRows[i] = Integer.reverse(row) << (Integer.SIZE - gridSize);
            int bit = Integer.MIN_VALUE >>> i;
            for (int rest = row; rest != 0; rest &= rest - 1) {
                columns[Integer.SIZE - 1 - Integer.numberOfTrailingZeros(rest)] |= bit;
            }
        }
        for (int i = 0; i < gridSize; i++) {
            mirroredColumns[i] = Integer.reverse(columns[i]) << (Integer.SIZE - gridSize);
        }
    }

    private boolean isSmaller(int[] a, boolean aFromBelow, int[] b, boolean bFromBelow) {
        int last = gridSize - 1;
        for (int i = 0; i <= last; i++) {
            int order = Integer.compareUnsigned(a[aFromBelow ? last - i : i], b[bFromBelow ? last - i : i]);
            if (order != 0) {
                return order < 0;
            }
        }
        return false;
    }

    private void pack(int[] form, boolean fromBelow) {
        int at = 0;
        for (int i = 0; i < gridSize; i++) {
            int row = form[fromBelow ? gridSize - 1 - i : i];
            for (int k = 0; k < bytesPerRow; k++) {
                packed[at++] = (byte) (row >>> (24 - 8 * k));
            }
        }
    }
}
