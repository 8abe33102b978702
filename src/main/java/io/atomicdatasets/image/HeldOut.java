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
    private final int[][] allowing = new int[Factor.values().length][];

    /** The conditions of a request. */
    public HeldOut(HoldOut holdOut) {
        List<Condition> conditions = holdOut.when();
        for (Factor factor : Factor.values()) {
            int[] sets = new int[(int) factor.range().max() + 1];
            for (int condition = 0; condition < conditions.size(); condition++) {
                Range allowed = conditions.get(condition).of(factor);
                for (int number = (int) allowed.min(); number <= allowed.max(); number++) {
                    sets[number] |= 1 << condition;
                }
            }
            allowing[factor.ordinal()] = sets;
        }
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
     * @param objects how many the image has
     * @param row the first of the object's box
     * @param column the first of the object's box
     */
    public int fulfilledBy(int objects, Family family, int value, int size, int row, int column) {
        return set(Factor.OBJECTS, objects)
                & set(Factor.KIND, family.kind().code())
                & set(Factor.FAMILY, family.code())
                & set(Factor.VALUE, value)
                & set(Factor.SIZE, size)
                & set(Factor.ROW, row)
                & set(Factor.COLUMN, column);
    }

    private int set(Factor factor, int number) {
        return allowing[factor.ordinal()][number];
    }
}
