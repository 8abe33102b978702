package io.atomicdatasets.spec;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which values the cells of objects hold, and how the objects of an image get theirs.
 *
 * @param palette the values there are
 * @param valueMode how they are shared out among the objects of an image
 * @param values the only ones that are drawn, ascending, fewer than the palette has; nothing for all of them
 */
public record ObjectValues(Palette palette, ValueMode valueMode, Optional<List<Integer>> values) {
    static final Range VALUES = new Range(1, 255);

    public ObjectValues {
        values = values.map(List::copyOf);
        values.ifPresent(some -> requireSomeOf(palette, some));
    }

    private static void requireSomeOf(Palette palette, List<Integer> values) {
        List<Integer> ascending = values.stream().sorted().distinct().toList();
        if (values.isEmpty()
                || !values.equals(ascending)
                || !values.stream().allMatch(palette::contains)
                || values.size() == palette.size()) {
            throw new IllegalArgumentException(values + " are not some values of " + palette.label() + ", ascending");
        }
    }

    /** Each object any of the palette's values, whatever the others have. */
    public static ObjectValues of(Palette palette) {
        return new ObjectValues(palette, ValueMode.INDEPENDENT, Optional.empty());
    }

    /** Whether each object gets any of the palette's values, whatever the others have. */
    public boolean areUnrestricted() {
        return valueMode == ValueMode.INDEPENDENT && values.isEmpty();
    }

    /** The values that an object may have, ascending. */
    public int[] possible() {
        return values.map(some -> some.stream().mapToInt(Integer::intValue))
                .orElse(IntStream.rangeClosed(palette.lowest(), palette.highest()))
                .toArray();
    }
}
