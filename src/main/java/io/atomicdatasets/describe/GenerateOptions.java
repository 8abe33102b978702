package io.atomicdatasets.describe;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Limits;
import io.atomicdatasets.spec.RequestField;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A request as the terminal takes it, with every value that it had, so that it stays the same when defaults change. */
public final class GenerateOptions {
    private GenerateOptions() {}

    /** The options in the order of the fields, such as {@code --num-images 100}. */
    public static List<String> of(DatasetSpec spec) {
        return Arrays.stream(RequestField.values())
                .map(field -> option(field, spec))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> option(RequestField field, DatasetSpec spec) {
        return field.toldOf(spec)
                .filter(value -> !value.equals(false))
                .map(value -> value.equals(true)
                        ? field.option()
                        : field.option() + " "
                                + quoted(field.type(Limits.TERMINAL).write(value)));
    }

    /** A text as a shell takes it; none of ours has a quote in it. */
    private static String quoted(String text) {
        return text.contains("{") ? "'" + text + "'" : text;
    }
}
