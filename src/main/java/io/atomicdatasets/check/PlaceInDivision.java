package io.atomicdatasets.check;

import io.atomicdatasets.image.SplitRule;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import org.jspecify.annotations.Nullable;

/**
 * Whether an image is in its split, from its cells.
 *
 * <p>For one thread at a time; allocates nothing per image.
 */
final class PlaceInDivision {
    private final SplitRule rule;
    private final @Nullable HeldOutCheck heldOut;
    private final Components objects;

    PlaceInDivision(DatasetSpec spec) {
        rule = new SplitRule(spec.division(), spec.recipe());
        objects = new Components(spec.recipe().gridSize(), spec.recipe().maxObjects());
        heldOut = rule.heldOut()
                .map(conditions -> new HeldOutCheck(conditions, spec.recipe().gridSize()))
                .orElse(null);
    }

    /**
     * The rule that an image breaks where it is; nothing if it belongs there.
     *
     * @param rows its occupied cells, one int a row, the first column in the highest bit
     * @param cells with those of the image from {@code offset} on
     */
    @Nullable Rule brokenIn(Split split, int[] rows, byte[] cells, int offset) {
        if (heldOut == null && !rule.isByShapes()) {
            return rule.splitOf(rows) == split ? null : Rule.SPLIT_OF_FORM;
        }
        boolean areFound = objects.read(rows);
        if (heldOut != null) {
            boolean isOut = areFound && heldOut.holds(objects, cells, offset);
            if (!areFound || isOut != (split == Split.OOD)) {
                return Rule.HELD_OUT;
            }
            if (isOut) {
                return null; // no hash names that split
            }
        }
        if (!rule.isByShapes()) {
            return rule.splitOf(rows) == split ? null : Rule.SPLIT_OF_FORM;
        }
        return areFound && rule.splitOf(objects.shapes()) == split ? null : Rule.SPLIT_OF_SHAPES;
    }
}
