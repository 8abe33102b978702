package io.atomicdatasets.spec;

import java.util.ArrayList;
import java.util.List;

/**
 * How large an object can be: its family has a shape of so many cells that just fits into a box.
 *
 * @param family of the object
 * @param size its cells, 2..15
 * @param height rows of its box, 1..8
 * @param width columns of its box, 1..8
 */
record Extent(Family family, int size, int height, int width) {
    private static final int LONGEST = 8;
    private static final Range LINE = new Range(2, LONGEST);
    private static final Range RECTANGLE_SIDE = new Range(2, 5);
    private static final Range ARM = new Range(2, 4);
    private static final Range ZIGZAG = new Range(4, 7);
    private static final Range BLOB = new Range(3, 15);

    /** All there are. */
    static final List<Extent> ALL = all();

    private static List<Extent> all() {
        List<Extent> all = new ArrayList<>();
        for (Family family : Family.values()) {
            for (int size = (int) Factor.SIZE.range().min();
                    size <= Factor.SIZE.range().max();
                    size++) {
                for (int height = 1; height <= LONGEST; height++) {
                    for (int width = 1; width <= LONGEST; width++) {
                        if (exists(family, size, height, width)) {
                            all.add(new Extent(family, size, height, width));
                        }
                    }
                }
            }
        }
        return List.copyOf(all);
    }

    private static boolean exists(Family family, int size, int height, int width) {
        boolean isSquare = height == width;
        boolean isPath = size == height + width - 1; // one cell after the other, to the right or down
        return switch (family) {
            case BLOB -> isBlob(size, height, width);
            case RECTANGLE -> isRectangle(size, height, width);
            case LINE_HORIZONTAL -> height == 1 && width == size && LINE.contains(size);
            case LINE_VERTICAL -> width == 1 && height == size && LINE.contains(size);
            case LINE_DIAGONAL, LINE_ANTI_DIAGONAL -> isSquare && width == size && LINE.contains(size);
            case CHECKERBOARD -> isSquare && (width == 3 || width == 4) && size == (width * width + 1) / 2;
            case L -> isPath && ARM.contains(height) && ARM.contains(width);
            case T -> isPath && (isStemAndBar(height, width) || isStemAndBar(width, height));
            case PLUS -> isPath && isSquare && (width == 3 || width == 5 || width == 7);
            case ZIGZAG -> isPath && ZIGZAG.contains(size) && Math.abs(height - width) <= 1;
        };
    }

    private static boolean isStemAndBar(int stem, int bar) {
        return ARM.contains(stem) && (bar == 3 || bar == 5);
    }

    private static boolean isRectangle(int size, int height, int width) {
        return size == height * width && RECTANGLE_SIDE.contains(height) && RECTANGLE_SIDE.contains(width);
    }

    /** A blob is any other shape of cells that touch: all boxes have some, but those that only lines, rectangles and the smallest L fill. */
    private static boolean isBlob(int size, int height, int width) {
        int longer = Math.max(height, width);
        int shorter = Math.min(height, width);
        boolean isLine = shorter == 1 || (shorter == longer && size == longer);
        boolean isSmallestL = size == 3 && longer == 2;
        return BLOB.contains(size)
                && longer <= size
                && size <= height * width
                && !isLine
                && !isSmallestL
                && !isRectangle(size, height, width);
    }
}
