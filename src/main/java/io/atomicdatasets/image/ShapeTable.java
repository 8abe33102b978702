package io.atomicdatasets.image;

import io.atomicdatasets.spec.Kind;
import io.atomicdatasets.spec.Mix;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All shapes of a mix with their probabilities, except for large blobs: of these the table holds only the size, and the
 * shape is grown. Immutable.
 */
final class ShapeTable {
    private final AliasTable table;

    ShapeTable(Mix mix) {
        SortedMap<Long, Double> weights = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            if (mix.weight(kind) > 0) {
                SortedMap<Long, Double> shapes =
                        switch (kind) {
                            case BLOB -> Blobs.smallShapesAndLargeSizes();
                            case RECTANGLE -> Rectangles.shapes();
                            case LINE -> Lines.shapes();
                            case PATTERN -> Patterns.shapes();
                        };
                double perWeight = mix.weight(kind) / AliasTable.total(shapes);
                shapes.forEach((shape, weight) -> weights.put(shape, weight * perWeight));
            }
        }
        table = new AliasTable(weights);
    }

    /** Draws a shape, or the size of a blob that is then grown. */
    long draw(long fraction) {
        return table.draw(fraction);
    }
}
