package io.atomicdatasets.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What images differ in: how many objects they have, and what each of these is. */
@SuppressWarnings("ImmutableEnumChecker") // A range is immutable, though its class cannot show it.
public enum Factor {
    /** How many objects stand in the image. */
    OBJECTS(new Range(1, 8)),
    /** The object's kind, by {@link Kind#code()}. */
    KIND(new Range(0, Kind.COUNT - 1)),
    /** The object's family, by {@link Family#code()}. */
    FAMILY(new Range(0, Family.values().length - 1)),
    /** The value of the object's cells. */
    VALUE(new Range(1, 255)),
    /** How many cells the object has. */
    SIZE(new Range(2, 15)),
    /** The first row of the object's box, from the top. */
    ROW(new Range(0, 31)),
    /** The first column of the object's box, from the left. */
    COLUMN(new Range(0, 31));

    private static final Map<Factor, List<String>> NAMES = Map.of(
            KIND, Arrays.stream(Kind.values()).map(Kind::label).toList(),
            FAMILY, Arrays.stream(Family.values()).map(Family::label).toList());

    private final Range range;

    Factor(Range range) {
        this.range = range;
    }

    /** The name in requests and files, such as {@code size}. */
    public String label() {
        return WireNames.of(this);
    }

    /** The numbers that stand for it, whatever the recipe. */
    public Range range() {
        return range;
    }

    /** The names of its numbers, from 0; none where it is told by a number. */
    public List<String> names() {
        return NAMES.getOrDefault(this, List.of());
    }

    /** All factors, for messages. */
    static String all() {
        return Arrays.stream(values()).map(Factor::label).collect(Collectors.joining(", "));
    }
}
