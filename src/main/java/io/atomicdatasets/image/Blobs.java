package io.atomicdatasets.image;

import io.atomicdatasets.spec.Family;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Blobs of 3..15 cells, by Eden-like growth cell by cell ({@link Growth}). A result that is a line, a rectangle or a pattern is
 * rejected and grown anew at the same size.
 *
 * <p>For 2..6 cells there are only 4, 20, 110, 638 and 3,832 shapes, so their exact probabilities are tabled; larger blobs
 * are grown from those of 6 cells.
 */
final class Blobs {
    static final int SMALLEST = 3;
    static final int LARGEST = 15;

    static final int TABLED = 6;

    private static final SortedMap<Long, Double> SHAPES_AND_SIZES = new TreeMap<>();
    private static final AliasTable OF_SIX_CELLS;

    static {
        SortedMap<Long, Double> grown = new TreeMap<>();
        grown.put(Shape.cell(0, 0), 1.0);
        for (int size = 2; size <= TABLED; size++) {
            grown = grownByOneCell(grown);
            if (size >= SMALLEST) {
                SortedMap<Long, Double> blobs = new TreeMap<>(grown);
                blobs.keySet().removeIf(shape -> Families.of(shape) != Family.BLOB);
                double total = AliasTable.total(blobs);
                blobs.forEach((shape, probability) -> SHAPES_AND_SIZES.put(shape, probability / total));
            }
        }
        OF_SIX_CELLS = new AliasTable(grown);
        for (long size = TABLED + 1; size <= LARGEST; size++) {
            SHAPES_AND_SIZES.put(size, 1.0);
        }
    }

    private Blobs() {}

    /** Blobs of up to 6 cells, and the larger sizes. The 13 sizes are equally likely, and the weights of each sum to 1. */
    static SortedMap<Long, Double> smallShapesAndLargeSizes() {
        return SHAPES_AND_SIZES;
    }

    /** 1 if a number is the size of a blob, 0 if it is a shape: the first row of a shape is never empty. */
    static int isSize(long number) {
        return (int) (((number >>> (Long.SIZE - Shape.SIDE)) - 1) >>> 63);
    }

    /** A grown shape of 6 cells, which is not necessarily a blob. */
    static long ofSixCells(long fraction) {
        return OF_SIX_CELLS.draw(fraction);
    }

    /** The probability of every shape after one more step of growth. */
    private static SortedMap<Long, Double> grownByOneCell(SortedMap<Long, Double> shapes) {
        Map<Long, Double> grown = new HashMap<>();
        shapes.forEach((shape, probability) -> {
            int end = Growth.endOfReach(shape);
            int all = 0;
            for (int cell = 0; cell < end; cell++) {
                all += Growth.weight(shape, cell);
            }
            for (int cell = 0; cell < end; cell++) {
                int weight = Growth.weight(shape, cell);
                if (weight > 0) {
                    grown.merge(Growth.with(shape, cell), probability * weight / all, Double::sum);
                }
            }
        });
        return new TreeMap<>(grown);
    }
}
