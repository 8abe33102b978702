package io.atomicdatasets.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The repetition levels of a column's rows, which are the same bytes for each row: runs of what each value of it says, 0 if it is
 * the row's first, the depth of the list that goes on if not.
 */
final class RowLevels {
    private static final int BUFFER = 1 << 13;

    private final int bytesPerRow;
    /** Those of some rows. */
    private final byte[] expected;

    private final byte[] read;

    RowLevels(ExpectedColumn column) {
        byte[] row = levelsOfRow(column.axes(), column.valuesPerRow());
        bytesPerRow = row.length;
        expected = new byte[Math.max(1, BUFFER / row.length) * row.length];
        for (int at = 0; at < expected.length; at += row.length) {
            System.arraycopy(row, 0, expected, at, row.length);
        }
        read = new byte[expected.length];
    }

    private static byte[] levelsOfRow(List<Integer> axes, int values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int run = 0;
        for (int value = 0; value < values; value++) {
            run++;
            int level = levelOf(value, axes, values);
            boolean goesOn = value + 1 < values && levelOf(value + 1, axes, values) == level;
            if (!goesOn) {
                out.writeBytes(Varint.of((long) run << 1));
                out.write(level);
                run = 0;
            }
        }
        return out.toByteArray();
    }

    private static int levelOf(int value, List<Integer> axes, int values) {
        int listLength = values;
        for (int level = 0; level < axes.size(); level++) {
            if (value % listLength == 0) {
                return level;
            }
            listLength /= axes.get(level);
        }
        return axes.size();
    }

    /** Whether what follows in a body are the levels of so many rows, and their length before them. */
    boolean follow(ParquetPageBody body, int rows) throws IOException {
        if (body.readInt() != (long) rows * bytesPerRow) {
            return false;
        }
        for (long left = (long) rows * bytesPerRow; left > 0; left -= read.length) {
            int count = (int) Math.min(left, read.length);
            body.readFully(read, 0, count);
            if (!Arrays.equals(read, 0, count, expected, 0, count)) {
                return false;
            }
        }
        return true;
    }
}
