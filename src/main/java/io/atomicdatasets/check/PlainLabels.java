package io.atomicdatasets.check;

import io.atomicdatasets.spec.Kind;
import io.atomicdatasets.spec.LabelScheme;
import java.util.ArrayList;
import java.util.List;

/** The label of an image, counted from the kinds and sizes of its objects as the documentation tells it. */
final class PlainLabels {
    private final LabelScheme scheme;
    /** Every vector (blobs, rectangles, lines, patterns) in the order of its label. */
    private final List<List<Integer>> compositions = new ArrayList<>();

    PlainLabels(LabelScheme scheme, int maxObjects) {
        this.scheme = scheme;
        if (scheme == LabelScheme.COMPOSITION) {
            // Numbers of four digits to this base, in ascending order, are the vectors compared from left to right.
            int base = maxObjects + 1;
            for (int number = 0; number < base * base * base * base; number++) {
                List<Integer> vector = List.of(
                        number / base / base / base, number / base / base % base, number / base % base, number % base);
                int objects = vector.stream().mapToInt(Integer::intValue).sum();
                if (objects >= 1 && objects <= maxObjects) {
                    compositions.add(vector);
                }
            }
        }
    }

    /** The label of an image with objects of these kinds and sizes, side by side; -1 if none fits them. */
    int labelOf(List<Kind> kinds, List<Integer> sizes) {
        List<Integer> objects = new ArrayList<>();
        List<Integer> cells = new ArrayList<>();
        for (Kind kind : List.of(Kind.BLOB, Kind.RECTANGLE, Kind.LINE, Kind.PATTERN)) {
            int count = 0;
            int size = 0;
            for (int i = 0; i < kinds.size(); i++) {
                count += kinds.get(i) == kind ? 1 : 0;
                size += kinds.get(i) == kind ? sizes.get(i) : 0;
            }
            objects.add(count);
            cells.add(size);
        }
        return switch (scheme) {
            case OBJECT_COUNT -> kinds.size();
            case DOMINANT_KIND ->
                cells.indexOf(cells.stream().max(Integer::compare).orElseThrow());
            case COMPOSITION -> compositions.indexOf(objects);
        };
    }
}
