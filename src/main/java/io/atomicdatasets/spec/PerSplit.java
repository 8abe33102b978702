package io.atomicdatasets.spec;

import java.util.List;
import java.util.function.Function;

/**
 * One value for each split of a dataset, of which there are three or four.
 *
 * @param all the values in the order of {@link Split}
 */
public record PerSplit<T>(List<T> all) {
    public PerSplit {
        all = List.copyOf(all);
        if (all.size() != Split.OOD.column() && all.size() != Split.OOD.column() + 1) {
            throw new IllegalArgumentException(all.size() + " values for three or four splits");
        }
    }

    /** The values that {@code make} returns for these splits, called in their order. */
    public static <T> PerSplit<T> of(List<Split> splits, Function<Split, T> make) {
        return new PerSplit<>(splits.stream().map(make).toList());
    }

    /** The splits that have a value. */
    public List<Split> splits() {
        return List.of(Split.values()).subList(0, all.size());
    }

    /** The value of one split. */
    public T of(Split split) {
        return all.get(split.column());
    }
}
