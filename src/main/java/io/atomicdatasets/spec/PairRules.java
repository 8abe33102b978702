package io.atomicdatasets.spec;

import java.util.Optional;

/** Which recipes have partners that differ in just one factor. */
final class PairRules {
    private PairRules() {}

    /** What of a recipe contradicts an edit, as a sentence that begins with it; nothing if nothing does. */
    static Optional<String> contradiction(Edit edit, ObjectValues values, int maxObjects, int minGap) {
        if (minGap == 0) {
            return Optional.of(edit.label() + " needs min_gap of at least 1, so that objects can be told apart");
        }
        return switch (edit) {
            case RECOLOUR -> contradiction(values, maxObjects);
            case REMOVE ->
                maxObjects > 1
                        ? Optional.empty()
                        : Optional.of("remove needs max_objects of at least 2, so that an object is left");
            case MOVE, TURN, REPLACE -> Optional.empty();
        };
    }

    private static Optional<String> contradiction(ObjectValues values, int maxObjects) {
        int possible = values.possible().length;
        return switch (values.valueMode()) {
            case INDEPENDENT ->
                possible > 1 ? Optional.empty() : Optional.of("recolour needs at least 2 values, and there is one");
            case DISTINCT ->
                possible > maxObjects
                        ? Optional.empty()
                        : Optional.of(
                                "recolour needs more values than max_objects where value_mode is distinct: more than "
                                        + maxObjects);
            case SAME ->
                Optional.of("recolour changes one object, so that not all have the same value: value_mode must be"
                        + " independent or distinct");
        };
    }
}
