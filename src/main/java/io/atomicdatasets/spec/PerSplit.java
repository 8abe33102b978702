package io.atomicdatasets.spec;

import java.util.List;
import java.util.function.Function;

/** One value for each split. */
public record PerSplit<T>(T train, T val, T test) {
    /** The values that {@code make} gives for the splits, called in their order. */
    public static <T> PerSplit<T> of(Function<Split, T> make) {
        return new PerSplit<>(make.apply(Split.TRAIN), make.apply(Split.VAL), make.apply(Split.TEST));
    }

    /** The value of one split. */
    public T of(Split split) {
        return switch (split) {
            case TRAIN -> train;
            case VAL -> val;
            case TEST -> test;
        };
    }

    /** The values in the order of the splits. */
    public List<T> all() {
        return List.of(train, val, test);
    }
}
