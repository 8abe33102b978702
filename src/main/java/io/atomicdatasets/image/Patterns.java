package io.atomicdatasets.image;

import io.atomicdatasets.spec.Family;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Patterns: one of five families, a shape of it, and one of the 8 symmetries of the square, all drawn uniformly. */
final class Patterns {
    static final List<Family> FAMILIES = List.of(Family.CHECKERBOARD, Family.L, Family.T, Family.PLUS, Family.ZIGZAG);

    /** Shapes by family: all eight symmetries of each upright shape, duplicates included, so that each is equally likely. */
    private static final long[][] SHAPES = {
        inAllSymmetries(checkerboards()),
        inAllSymmetries(corners()),
        inAllSymmetries(tees()),
        inAllSymmetries(pluses()),
        inAllSymmetries(zigzags()),
    };

    private Patterns() {}

    /** Every pattern with its weight. */
    static SortedMap<Long, Double> shapes() {
        SortedMap<Long, Double> weights = new TreeMap<>();
        for (long[] family : SHAPES) {
            for (long shape : family) {
                weights.merge(shape, 1.0 / family.length, Double::sum);
            }
        }
        return weights;
    }

    /** The shapes of a family, duplicates included: each entry is equally likely. */
    static long[] shapes(Family family) {
        return SHAPES[FAMILIES.indexOf(family)].clone();
    }

    private static long[] inAllSymmetries(long[] upright) {
        long[] shapes = new long[upright.length * Shape.SYMMETRIES];
        for (int i = 0; i < shapes.length; i++) {
            shapes[i] = Shape.symmetry(upright[i / Shape.SYMMETRIES], i % Shape.SYMMETRIES);
        }
        return shapes;
    }

    /** A square of side 3 or 4 whose cells with even row + column are set. */
    private static long[] checkerboards() {
        long[] shapes = new long[2];
        for (int side = 3; side <= 4; side++) {
            for (int cell = 0; cell < side * side; cell++) {
                int row = cell / side;
                int column = cell % side;
                if ((row + column) % 2 == 0) {
                    shapes[side - 3] |= Shape.cell(row, column);
                }
            }
        }
        return shapes;
    }

    /** Two arms of 2..4 cells each that share their corner. */
    private static long[] corners() {
        long[] shapes = new long[9];
        for (int i = 0; i < shapes.length; i++) {
            shapes[i] = Lines.shape(Family.LINE_VERTICAL, 2 + i / 3) | Lines.shape(Family.LINE_HORIZONTAL, 2 + i % 3);
        }
        return shapes;
    }

    /** A bar of 3 or 5 cells with a stem of 1..3 under its middle. */
    private static long[] tees() {
        long[] shapes = new long[6];
        for (int i = 0; i < shapes.length; i++) {
            int bar = i < 3 ? 3 : 5;
            shapes[i] = Lines.shape(Family.LINE_HORIZONTAL, bar);
            for (int stem = 1; stem <= 1 + i % 3; stem++) {
                shapes[i] |= Shape.cell(stem, bar / 2);
            }
        }
        return shapes;
    }

    /** Four equal arms of 1..3 cells about a middle cell. */
    private static long[] pluses() {
        long[] shapes = new long[3];
        for (int arm = 1; arm <= 3; arm++) {
            for (int i = 0; i <= 2 * arm; i++) {
                shapes[arm - 1] |= Shape.cell(arm, i) | Shape.cell(i, arm);
            }
        }
        return shapes;
    }

    /** A 4-connected staircase of 4..7 cells that starts horizontally. */
    private static long[] zigzags() {
        long[] shapes = new long[4];
        for (int length = 4; length <= 7; length++) {
            for (int i = 0; i < length; i++) {
                shapes[length - 4] |= Shape.cell(i / 2, (i + 1) / 2);
            }
        }
        return shapes;
    }
}
