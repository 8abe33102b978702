package io.atomicdatasets.image;

import io.atomicdatasets.spec.Family;
import java.util.SortedMap;
import java.util.TreeMap;

/** Lines of 2..8 cells: 30 % horizontal, 30 % vertical, 20 % diagonal, 20 % anti-diagonal. */
final class Lines {
    static final int SHORTEST = 2;
    static final int LONGEST = 8;

    private Lines() {}

    /** Every line with its weight. */
    static SortedMap<Long, Double> shapes() {
        SortedMap<Long, Double> shapes = new TreeMap<>();
        for (int length = SHORTEST; length <= LONGEST; length++) {
            shapes.put(shape(Family.LINE_HORIZONTAL, length), 3.0);
            shapes.put(shape(Family.LINE_VERTICAL, length), 3.0);
            shapes.put(shape(Family.LINE_DIAGONAL, length), 2.0);
            shapes.put(shape(Family.LINE_ANTI_DIAGONAL, length), 2.0);
        }
        return shapes;
    }

    /** The line of one direction and length. */
    static long shape(Family direction, int length) {
        long shape = 0;
        for (int i = 0; i < length; i++) {
            shape |= switch (direction) {
                case LINE_HORIZONTAL -> Shape.cell(0, i);
                case LINE_VERTICAL -> Shape.cell(i, 0);
                case LINE_DIAGONAL -> Shape.cell(i, i);
                case LINE_ANTI_DIAGONAL -> Shape.cell(i, length - 1 - i);
                default -> throw new IllegalArgumentException(direction + " is not a direction of lines");
            };
        }
        return shape;
    }
}
