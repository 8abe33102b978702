package io.atomicdatasets.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Family;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Limits;
import io.atomicdatasets.spec.Specs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** That exactly those objects can be held out that are drawn. */
class ExtentsTest {
    private static final int GRID = 16;

    @Test
    void aConditionIsPossibleJustWhereAShapeIs() {
        List<Long> shapes = new ArrayList<>(Lines.shapes().keySet());
        shapes.addAll(Rectangles.shapes().keySet());
        shapes.addAll(Patterns.shapes().keySet());
        shapes.addAll(blobs());
        Map<String, Boolean> expected = new TreeMap<>();
        Map<String, Boolean> found = new TreeMap<>();
        for (Family family : Family.values()) {
            List<Long> own = shapes.stream()
                    .filter(shape -> Families.of(shape) == family)
                    .toList();
            for (int size = 2; size <= 15; size++) {
                for (int height = 1; height <= 8; height++) {
                    for (int width = 1; width <= 8; width++) {
                        int[] box = {size, height, width};
                        String what = "%s of %d cells in %d x %d".formatted(family, size, height, width);
                        expected.put(what, own.stream().anyMatch(shape -> fits(shape, box)));
                        found.put(what, isPossible(family, box));
                    }
                }
            }
        }

        assertThat(found).isEqualTo(expected);
    }

    /** A shape of this size that is no larger than the box can begin so far down and to the right that nothing larger could. */
    private static boolean fits(long shape, int... box) {
        return Shape.size(shape) == box[0] && Shape.height(shape) <= box[1] && Shape.width(shape) <= box[2];
    }

    private static boolean isPossible(Family family, int... box) {
        return isPossible(Map.of(
                "family", family.label(), "size", box[0], "row", GRID - box[1], "column", GRID - box[2], "value", 100));
    }

    private static boolean isPossible(Map<String, Object> condition) {
        Map<String, Object> fields = new LinkedHashMap<>(Map.of("num_images", 1, "grid_size", GRID, "max_objects", 8));
        fields.put("hold_out", Map.of("when", List.of(condition), "num_images", 1));
        try {
            DatasetSpec.read(fields, Limits.DEFAULT);
            return true;
        } catch (InvalidSpecException e) {
            return false;
        }
    }

    /** All blobs of up to 6 cells, and of the larger ones those that fill boxes row by row: no other is in a smaller box. */
    private static List<Long> blobs() {
        List<Long> blobs = new ArrayList<>();
        for (long shape : Blobs.smallShapesAndLargeSizes().keySet()) {
            if (Blobs.isSize(shape) == 0) {
                blobs.add(shape);
            }
        }
        for (int size = Blobs.TABLED + 1; size <= Blobs.LARGEST; size++) {
            for (int width = 2; width <= 8; width++) {
                long filled = filled(size, width);
                long almost = filled(size - 1, width);
                for (long shape : new long[] {filled, almost | Shape.cell(Shape.height(almost), 0)}) {
                    if (Families.of(shape) == Family.BLOB) {
                        blobs.add(shape);
                        blobs.add(Shape.transpose(shape));
                    }
                }
            }
        }
        return blobs;
    }

    private static long filled(int size, int width) {
        long shape = 0;
        for (int cell = 0; cell < size; cell++) {
            shape |= Shape.cell(cell / width, cell % width);
        }
        return shape;
    }

    @Test
    void whateverIsDrawnCanBeHeldOut() {
        DatasetSpec crowded = Specs.of("num_images", 1, "grid_size", 8, "max_objects", 8);
        new Candidates(crowded).walk(0, 200, (split, label, image) -> {
            for (int i = 0; i < image.objects(); i++) {
                Map<String, Object> object = Map.of(
                        "objects", image.objects(),
                        "kind", image.family(i).kind().label(),
                        "family", image.family(i).label(),
                        "value", image.value(i),
                        "size", image.size(i),
                        "row", image.top(i) + 8,
                        "column", image.left(i) + 8);
                assertThat(isPossible(object)).as("%s", object).isTrue();
            }
            return true;
        });
    }
}
