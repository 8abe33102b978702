package io.atomicdatasets.image;

/**
 * Shapes as bitboards: 8 rows of 8 columns in a long, the first row in the highest byte, the first column in the highest bit of
 * each byte, normalised into the top left corner.
 */
public final class Shape {
    /** Rows and columns of the largest shape. */
    static final int SIDE = 8;

    /** The order of the symmetry group of the square, D4. */
    static final int SYMMETRIES = 8;

    private Shape() {}

    /** The single cell in this row and column, 0..7 each. */
    static long cell(int row, int column) {
        return 1L << (63 - (SIDE * row + column));
    }

    /** How many cells the shape has. */
    static int size(long shape) {
        return Long.bitCount(shape);
    }

    /** Rows of the bounding box. */
    static int height(long shape) {
        return SIDE - (Long.numberOfTrailingZeros(shape) >>> 3);
    }

    /** Columns of the bounding box. */
    static int width(long shape) {
        return SIDE - Long.numberOfTrailingZeros(columns(shape));
    }

    /** One row as the highest bits of an int, first column highest. */
    static int row(long shape, int row) {
        return (int) (shape << (SIDE * row) >>> 32) & 0xFF00_0000;
    }

    /** The same cells moved into the top left corner. */
    static long normalise(long cells) {
        long top = cells << (Long.numberOfLeadingZeros(cells) & -SIDE);
        return top << Long.numberOfLeadingZeros(columns(top) << (Long.SIZE - SIDE));
    }

    /** The image under one of the 8 symmetries of the square: bit 0 transposes, bit 1 flips rows, bit 2 flips columns. */
    static long symmetry(long shape, int symmetry) {
        long image = shape;
        if ((symmetry & 1) != 0) {
            image = transpose(image);
        }
        if ((symmetry & 2) != 0) {
            image = Long.reverseBytes(image);
        }
        if ((symmetry & 4) != 0) {
            image = Long.reverseBytes(Long.reverse(image));
        }
        return normalise(image);
    }

    /** The smallest of the shape's images under the symmetries of the square, as unsigned numbers: one for all of them. */
    public static long canonical(long shape) {
        return smaller(smallestMirrored(shape), smallestMirrored(transpose(shape)));
    }

    /** The smallest of the symmetries under which {@link #canonical} becomes this shape, 0..7 as {@link #symmetry} takes it. */
    public static int orientation(long shape) {
        long canonical = canonical(shape);
        int orientation = 0;
        while (symmetry(canonical, orientation) != shape) {
            orientation++;
        }
        return orientation;
    }

    private static long smallestMirrored(long shape) {
        long turned = Long.reverse(shape);
        long upsideDown = Long.reverseBytes(shape);
        return smaller(
                smaller(shape, normalise(turned)),
                smaller(normalise(upsideDown), normalise(Long.reverseBytes(turned))));
    }

    private static long smaller(long shape, long other) {
        return Long.compareUnsigned(shape, other) < 0 ? shape : other;
    }

    /** All rows or-ed together, in the lowest byte. */
    private static long columns(long cells) {
        long folded = cells | cells >>> 32;
        folded |= folded >>> 16;
        folded |= folded >>> 8;
        return folded & 0xFF;
    }

    /** Transposes the 8x8 bit matrix: swaps in blocks of 1, 2 and 4 (Hacker's Delight, section 7-3). */
    public static long transpose(long cells) {
        long x = cells;
        long swap = (x ^ (x >>> 7)) & 0x00AA00AA00AA00AAL;
        x ^= swap ^ (swap << 7);
        swap = (x ^ (x >>> 14)) & 0x0000CCCC0000CCCCL;
        x ^= swap ^ (swap << 14);
        swap = (x ^ (x >>> 28)) & 0x00000000F0F0F0F0L;
        return x ^ swap ^ (swap << 28);
    }
}
