package io.atomicdatasets.image;

import io.atomicdatasets.spec.Condition;
import io.atomicdatasets.spec.Factor;
import io.atomicdatasets.spec.Family;
import io.atomicdatasets.spec.HoldOut;
import io.atomicdatasets.spec.Range;
import java.util.List;

/**
 * Which of the conditions that are held out an object fulfils, as a set of bits: each number of each {@link Factor} has the set of
 * the conditions that allow it, and the object fulfils those that are in all of its sets.
 *
 * <p>Allocates nothing per image.
 */
public final class HeldOut {
    private final List<Condition> conditions;
    private final int[] objects;
    private final int[] kinds;
    private final int[] families;
    private final int[] values;
    private final int[] sizes;
    private final int[] rows;
    private final int[] columns;

    /** The conditions of a request. */
    public HeldOut(HoldOut holdOut) {
        conditions = holdOut.when();
        objects = sets(Factor.OBJECTS);
        kinds = sets(Factor.KIND);
        families = sets(Factor.FAMILY);
        values = sets(Factor.VALUE);
        sizes = sets(Factor.SIZE);
        rows = sets(Factor.ROW);
        columns = sets(Factor.COLUMN);
    }

    /** For each number of a factor the conditions that allow it. */
    private int[] sets(Factor factor) {
        int[] sets = new int[(int) factor.range().max() + 1];
        for (int condition = 0; condition < conditions.size(); condition++) {
            Range allowed = conditions.get(condition).of(factor);
            for (int number = (int) allowed.min(); number <= allowed.max(); number++) {
                sets[number] |= 1 << condition;
            }
        }
        return sets;
    }

    /** The conditions that an image fulfils, the first as the lowest bit. */
    public int fulfilledBy(AtomicImage image) {
        int fulfilled = 0;
        for (int i = 0; i < image.objects(); i++) {
            fulfilled |= fulfilledBy(
                    image.objects(), image.family(i), image.value(i), image.size(i), image.top(i), image.left(i));
        }
        return fulfilled;
    }

    /**
     * The conditions that one object fulfils.
     *
     * @param count how many objects the image has
     * @param row the first of the object's box
     * @param column the first of the object's box
     */
    public int fulfilledBy(int count, Family family, int value, int size, int row, int column) {
        return objects[count]
                & kinds[family.kind().code()]
                & families[family.code()]
                & values[value]
                & sizes[size]
                & rows[row]
                & columns[column];
    }
}
