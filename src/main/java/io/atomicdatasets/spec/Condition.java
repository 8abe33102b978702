package io.atomicdatasets.spec;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A condition that images can fulfil: by how many objects they have, and by one object that is all that the condition says.
 *
 * @param bounds the numbers that each {@link Factor} may have, at least one; a factor that is left out may have any
 */
public record Condition(Map<Factor, Range> bounds) {
    public Condition {
        if (bounds.isEmpty()) {
            throw new IllegalArgumentException("a condition without a factor");
        }
        bounds.forEach((factor, range) -> {
            factor.range().require(factor.label(), range.min());
            factor.range().require(factor.label(), range.max());
        });
        bounds = Collections.unmodifiableMap(new EnumMap<>(bounds));
    }

    /** The condition that a factor has one of these numbers. */
    static Condition of(Factor factor, long min, long max) {
        return new Condition(Map.of(factor, new Range(min, max)));
    }

    /** The numbers that a factor may have. */
    public Range of(Factor factor) {
        return bounds.getOrDefault(factor, factor.range());
    }

    /** As in requests and files: a name, a number, or the first and the last of several. */
    Map<String, Object> toFields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        bounds.forEach((factor, range) -> fields.put(factor.label(), value(factor, range)));
        return fields;
    }

    /** In words, such as {@code kind line, size 8 to 9}. */
    public String words() {
        return bounds.entrySet().stream()
                .map(bound -> bound.getKey().label() + " " + words(bound.getKey(), bound.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String words(Factor factor, Range range) {
        return range.min() == range.max() ? String.valueOf(value(factor, range)) : range.min() + " to " + range.max();
    }

    private static Object value(Factor factor, Range range) {
        if (range.min() != range.max()) {
            return List.of((int) range.min(), (int) range.max());
        }
        int only = (int) range.min();
        return factor.names().isEmpty() ? (Object) only : factor.names().get(only);
    }
}
