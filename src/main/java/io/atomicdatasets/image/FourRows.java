package io.atomicdatasets.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Bitboards of grids of up to 16 columns: four rows in a long, the first row and column highest. Consecutive rows lie in
 * consecutive bytes, so that four can be read from any row on.
 */
public final class FourRows {
    /** Columns of the widest grid. */
    public static final int COLUMNS = 16;

    /** Rows in a long. */
    public static final int ROWS = 4;

    static final int BYTES_PER_ROW = COLUMNS / Byte.SIZE;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long ALL_BUT_FIRST_COLUMN = 0x7FFF7FFF_7FFF7FFFL;
    private static final long ALL_BUT_LAST_COLUMN = 0xFFFEFFFE_FFFEFFFEL;

    private FourRows() {}

    /** The four rows from this one on. */
    static long get(byte[] rows, int row) {
        return (long) EIGHT_BYTES.get(rows, row * BYTES_PER_ROW);
    }

    /** Adds cells to the four rows from this one on. */
    static void add(byte[] rows, int row, long cells) {
        EIGHT_BYTES.set(rows, row * BYTES_PER_ROW, get(rows, row) | cells);
    }

    /** The upper four rows of a shape, at the first column. */
    static long upper(long shape) {
        return spread(shape >>> Integer.SIZE);
    }

    /** The lower four rows of a shape, at the first column. */
    static long lower(long shape) {
        return spread(shape & 0xFFFF_FFFFL);
    }

    /** The cells and their neighbours to the left and right. */
    static long widened(long cells) {
        return cells | ((cells << 1) & ALL_BUT_LAST_COLUMN) | ((cells >>> 1) & ALL_BUT_FIRST_COLUMN);
    }

    private static long spread(long fourBytes) {
        long pairs = (fourBytes | fourBytes << 16) & 0x0000FFFF_0000FFFFL;
        return ((pairs | pairs << 8) & 0x00FF00FF_00FF00FFL) << 8;
    }
}
