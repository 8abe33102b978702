package io.atomicdatasets.image;

import java.util.SortedMap;
import java.util.TreeMap;

/** Filled rectangles: height and width uniform in 2..5, drawn again until they have at most 15 cells. */
final class Rectangles {
    static final int SHORTEST = 2;
    static final int LONGEST = 5;
    static final int MOST_CELLS = 15;

    private Rectangles() {}

    /** Every rectangle with its weight. */
    static SortedMap<Long, Double> shapes() {
        SortedMap<Long, Double> shapes = new TreeMap<>();
        for (int height = SHORTEST; height <= LONGEST; height++) {
            for (int width = SHORTEST; width <= LONGEST; width++) {
                if (height * width <= MOST_CELLS) {
                    shapes.put(shape(height, width), 1.0);
                }
            }
        }
        return shapes;
    }

    /** The filled rectangle of this height and width. */
    static long shape(int height, int width) {
        long shape = 0;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                shape |= Shape.cell(row, column);
            }
        }
        return shape;
    }
}
