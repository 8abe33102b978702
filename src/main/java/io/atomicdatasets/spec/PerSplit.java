package io.atomicdatasets.spec;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * One value for each split.
 *
 * @param all the values in the order of {@link Split}
 */
public record PerSplit<T>(List<T> all) {
    public PerSplit {
        all = List.copyOf(all);
        if (all.size() != Split.COUNT) {
            throw new IllegalArgumentException(all.size() + " values for " + Split.COUNT + " splits");
        }
    }

    /** The values that {@code make} returns for the splits, called in their order. */
    public static <T> PerSplit<T> of(Function<Split, T> make) {
        return new PerSplit<>(Arrays.stream(Split.values()).map(make).toList());
    }

    /** The value of one split. */
    public T of(Split split) {
        return all.get(split.column());
    }
}
