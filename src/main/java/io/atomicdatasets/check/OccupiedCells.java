package io.atomicdatasets.check;

import io.atomicdatasets.image.Shape;
import io.atomicdatasets.spec.Palette;
import io.atomicdatasets.spec.Recipe;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Which cells of an image are occupied, and whether they hold values of the palette; looks at eight cells at once.
 *
 * <p>For one thread at a time; read again for each image.
 */
final class OccupiedCells {
    private static final VarHandle EIGHT_CELLS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final long LOW_BITS = 0x7F7F7F7F_7F7F7F7FL;
    private static final long IN_EACH_BYTE = 0x01010101_01010101L;
    private static final long GATHER = 0x01020408_10204080L; // brings the bits 0, 8, 16, ... into the highest byte

    private final int side;
    private final int rowsAtOnce;
    private final Palette palette;

    /** What brings the first value behind the border, in each byte, to 128; it is never above that. */
    private final long toBorder;
    /** All ones if values below the border are outside, 0 if those from it on are. */
    private final long ifBelow;

    private final int[] rows;

    OccupiedCells(Recipe recipe) {
        side = recipe.gridSize();
        rowsAtOnce = Long.SIZE / side;
        palette = recipe.palette();
        // Values begin at 1 or end at 255, so there is one border to those outside.
        boolean outsideIsBelow = palette.highest() == 255;
        int border = outsideIsBelow ? palette.lowest() : palette.highest() + 1;
        toBorder = (128 - border) * IN_EACH_BYTE;
        ifBelow = outsideIsBelow ? -1 : 0;
        rows = new int[side];
    }

    /** One int a row, the first column in the highest bit; this buffer's own. */
    int[] rows() {
        return rows;
    }

    /**
     * Reads an image.
     *
     * @param values how many cells hold each value; the image's are added
     * @return whether all occupied cells hold values of the palette
     */
    boolean read(byte[] cells, int offset, long[] values) {
        return Long.SIZE % side == 0 ? readBy64(cells, offset, values) : readByRows(cells, offset, values);
    }

    /** The same where 64 cells are some whole rows. */
    private boolean readBy64(byte[] cells, int offset, long[] values) {
        long outside = 0;
        int empty = side * side;
        int wholeRow = Integer.MIN_VALUE >> (side - 1);
        int row = 0;
        for (int at = offset; row < side; at += Long.SIZE) {
            long occupied = 0;
            for (int i = 0; i < Long.SIZE; i += Long.BYTES) { // a constant number of times, so that it is unrolled
                long eight = (long) EIGHT_CELLS.get(cells, at + i);
                long occupies = occupies(eight);
                outside |= occupies & isOutside(eight);
                occupied = occupied >>> 1 | occupies;
            }
            for (long rest = occupied; rest != 0; rest &= rest - 1) { // the cells of each column of bytes, in one byte
                int bit = Long.numberOfTrailingZeros(rest);
                values[cells[at + Long.BYTES * (bit & 7) + 7 - (bit >>> 3)] & 0xFF]++;
            }
            empty -= Long.bitCount(occupied);
            long bits = Long.reverseBytes(Shape.transpose(occupied));
            for (int end = row + rowsAtOnce; row < end; row++, bits <<= side) {
                rows[row] = (int) (bits >>> Integer.SIZE) & wholeRow;
            }
        }
        values[0] += empty;
        return outside == 0;
    }

    private boolean readByRows(byte[] cells, int offset, long[] values) {
        long outside = 0;
        int empty = side * side;
        int at = offset;
        for (int row = 0; row < side; row++, at += side) {
            int bits = 0;
            int column = 0;
            for (; column + Long.BYTES <= side; column += Long.BYTES) {
                long eight = (long) EIGHT_CELLS.get(cells, at + column);
                long occupies = occupies(eight);
                outside |= occupies & isOutside(eight);
                bits |= (int) (((occupies >>> 7) * GATHER) >>> 56) << (Integer.SIZE - Long.BYTES - column);
            }
            for (; column < side; column++) {
                int value = cells[at + column] & 0xFF;
                bits |= value == 0 ? 0 : Integer.MIN_VALUE >>> column;
                outside |= value == 0 || palette.contains(value) ? 0 : 1;
            }
            rows[row] = bits;
            for (int rest = bits; rest != 0; empty--) {
                int first = Integer.numberOfLeadingZeros(rest);
                values[cells[at + first] & 0xFF]++;
                rest &= ~(Integer.MIN_VALUE >>> first);
            }
        }
        values[0] += empty;
        return outside == 0;
    }

    /** The highest bit of each byte that is not 0. */
    private static long occupies(long eight) {
        return (((eight & LOW_BITS) + LOW_BITS) | eight) & ~LOW_BITS;
    }

    /** The highest bit of each byte that is outside the palette, and perhaps of one that is 0; other bits are anything. */
    private long isOutside(long eight) {
        return (((eight & LOW_BITS) + toBorder) | eight) ^ ifBelow;
    }
}
