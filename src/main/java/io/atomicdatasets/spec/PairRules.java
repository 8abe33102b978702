package io.atomicdatasets.spec;

import java.util.ArrayList;
import java.util.List;

/** Which recipes have partners that differ in just one factor. */
final class PairRules {
    private PairRules() {}

    /**
     * What of a recipe contradicts an edit, each as a sentence that begins with it.
     *
     * @param maxObjects what {@code max_objects} may be: one number, unless that is not known
     */
    static List<String> contradictions(Edit edit, ObjectValues values, Range maxObjects, int minGap) {
        List<String> contradictions = new ArrayList<>();
        if (minGap == 0) {
            contradictions.add(edit.label() + " needs min_gap of at least 1, so that objects can be told apart");
        }
        if (edit == Edit.RECOLOUR) {
            contradictions.addAll(ofRecolour(values, maxObjects));
        }
        if (edit == Edit.REMOVE && maxObjects.max() < 2) {
            contradictions.add("remove needs max_objects of at least 2, so that an object is left");
        }
        return contradictions;
    }

    private static List<String> ofRecolour(ObjectValues values, Range maxObjects) {
        int possible = values.possible().length;
        return switch (values.valueMode()) {
            case INDEPENDENT ->
                possible > 1 ? List.of() : List.of("recolour needs at least 2 values, and there is one");
            case DISTINCT ->
                possible > maxObjects.min()
                        ? List.of()
                        : List.of("recolour needs more values than max_objects where value_mode is distinct: more than "
                                + maxObjects.min());
            case SAME ->
                List.of("recolour changes one object, so that not all have the same value: value_mode must be"
                        + " independent or distinct");
        };
    }
}
