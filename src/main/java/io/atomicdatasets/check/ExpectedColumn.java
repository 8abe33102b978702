package io.atomicdatasets.check;

import java.util.ArrayList;
import java.util.List;

/**
 * What a column of a Parquet file must be.
 *
 * @param name its name
 * @param bytesPerValue 1: UINT_8; 8: INT64
 * @param axes how long its lists are, the outermost first; empty for one value a row
 * @param isBounded whether the footer tells its least and its greatest value
 */
record ExpectedColumn(String name, int bytesPerValue, List<Integer> axes, boolean isBounded) {
    ExpectedColumn {
        axes = List.copyOf(axes);
    }

    int depth() {
        return axes.size();
    }

    int valuesPerRow() {
        return axes.stream().reduce(1, Math::multiplyExact);
    }

    int bytesPerRow() {
        return Math.multiplyExact(valuesPerRow(), bytesPerValue);
    }

    boolean isByte() {
        return bytesPerValue == 1;
    }

    /** The names from the column to its leaf. */
    List<String> path() {
        List<String> path = new ArrayList<>(List.of(name));
        for (int depth = 0; depth < depth(); depth++) {
            path.add("list");
            path.add("element");
        }
        return path;
    }
}
