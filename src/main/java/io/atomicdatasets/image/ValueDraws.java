package io.atomicdatasets.image;

import io.atomicdatasets.spec.ObjectValues;
import io.atomicdatasets.spec.ValueMode;

/**
 * The values of objects where they are not simply any of the palette. They have random numbers of their own, so that shapes and
 * positions stay those of the recipe without such rules: nothing of an image changes but its values.
 *
 * <p>Not thread-safe; allocates nothing per image.
 */
final class ValueDraws {
    private final ValueMode mode;
    private final int[] possible;
    /** Places of the values that the image has already, ascending. */
    private final int[] taken;

    ValueDraws(ObjectValues values, int maxObjects) {
        mode = values.valueMode();
        possible = values.possible();
        taken = new int[maxObjects];
    }

    /**
     * The value of the next object of an image, to be asked for once for each object that stands, in their order.
     *
     * @param before how many objects stand already
     * @param first the fraction of the image's first draw
     * @param fraction that of the object's own draw
     */
    int next(int before, long first, long fraction) {
        return switch (mode) {
            case INDEPENDENT -> possible[CounterRandom.digit(fraction, possible.length)];
            case SAME -> possible[CounterRandom.digit(first, possible.length)];
            case DISTINCT -> possible[take(CounterRandom.digit(fraction, possible.length - before), before)];
        };
    }

    /** The place of the {@code which}-th value that is not taken, which it is then. */
    private int take(int which, int before) {
        int place = which;
        int at = 0;
        while (at < before && taken[at] <= place) {
            place++;
            at++;
        }
        System.arraycopy(taken, at, taken, at + 1, before - at);
        taken[at] = place;
        return place;
    }
}
