package io.atomicdatasets.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is held out: images that fulfil one of these conditions are in {@link Split#OOD} and nowhere else. A name that stood for the
 * conditions makes no difference to what is held out, so that those with and without it are equal.
 *
 * @param when the conditions, 1 to 16, all different
 * @param protocol the name by which they were asked for, if by one
 * @param numImages how many images that split holds, at least 1
 */
public record HoldOut(List<Condition> when, Optional<Protocol> protocol, long numImages) {
    /** The most conditions. */
    public static final int MOST_CONDITIONS = 16;

    /** Red lines, and images of many objects. */
    static final HoldOut EXAMPLE = new HoldOut(
            List.of(
                    new Condition(Map.of(
                            Factor.KIND, new Range(Kind.LINE.code(), Kind.LINE.code()), Factor.VALUE, new Range(3, 3))),
                    Condition.of(Factor.OBJECTS, 5, 6)),
            1_000);

    public HoldOut {
        when = List.copyOf(when);
        new Range(1, MOST_CONDITIONS).require("conditions", when.size());
        if (when.stream().distinct().count() != when.size()) {
            throw new IllegalArgumentException("a condition is given twice");
        }
        if (numImages < 1) {
            throw new IllegalArgumentException("num_images must be positive");
        }
    }

    /** Conditions that were asked for one by one. */
    public HoldOut(List<Condition> when, long numImages) {
        this(when, Optional.empty(), numImages);
    }

    /** Where a request has one of the conditions, as a JSON Pointer: in its list, or in the protocol that stands for it. */
    public String pointer(int condition) {
        return "/" + RequestField.HOLD_OUT.label()
                + protocol.map(name -> "/protocol").orElse("/when/" + condition);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HoldOut that && when.equals(that.when) && numImages == that.numImages;
    }

    @Override
    public int hashCode() {
        return Objects.hash(when, numImages);
    }

    /** As in requests and files, which tell the conditions and not their name. */
    Map<String, Object> toFields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("when", when.stream().map(Condition::toFields).toList());
        fields.put("num_images", numImages);
        return fields;
    }
}
