package io.atomicdatasets.spec;

import static io.atomicdatasets.spec.RequestField.HOLD_OUT;
import static io.atomicdatasets.spec.RequestField.PALETTE;
import static io.atomicdatasets.spec.RequestField.VALUES;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads what a request wants held out: first by itself, then against the recipe. */
final class HoldOutReader {
    private static final String WHEN = "when";
    private static final String PROTOCOL = "protocol";
    private static final String NUM_IMAGES = "num_images";

    private final FieldReader in;
    private final Limits limits;

    HoldOutReader(FieldReader in, Limits limits) {
        this.in = in;
        this.limits = limits;
    }

    /**
     * What is wanted, as far as it is right by itself.
     *
     * @param when the bounds of each condition; none where a protocol is given
     */
    record Wanted(List<Map<Factor, Range>> when, Optional<Protocol> protocol, long numImages) {}

    /** What is wanted; nothing if it is not given or no object. */
    Optional<Wanted> read() {
        if (!in.isGiven(HOLD_OUT)) {
            return Optional.empty();
        }
        if (!(in.value(HOLD_OUT) instanceof Map<?, ?> members)) {
            in.reject(
                    HOLD_OUT,
                    "must be an object that holds either when, a list of conditions, or protocol, and how many images");
            return Optional.empty();
        }
        in.rejectUnknown(pointer(""), members, List.of(WHEN, PROTOCOL, NUM_IMAGES));
        long images = images(members);
        if (members.containsKey(WHEN) == members.containsKey(PROTOCOL)) {
            in.reject(HOLD_OUT, "must hold either when, a list of conditions, or protocol, and not both");
        }
        Optional<Protocol> protocol =
                members.containsKey(PROTOCOL) ? protocol(members.get(PROTOCOL)) : Optional.empty();
        List<Map<Factor, Range>> when = members.containsKey(WHEN) ? conditions(members.get(WHEN)) : List.of();
        return Optional.of(new Wanted(when, protocol, images));
    }

    /** What a stream holds out, whose number of images plays no part. */
    static @Nullable Object ofStream(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> members)) {
            return value;
        }
        Map<Object, Object> counted = new LinkedHashMap<>(members);
        counted.put(NUM_IMAGES, 1);
        return counted;
    }

    private long images(Map<?, ?> members) {
        if (!members.containsKey(NUM_IMAGES)) {
            in.reject(pointer(NUM_IMAGES), "is required");
            return 1;
        }
        return whole(pointer(NUM_IMAGES), members.get(NUM_IMAGES), new Range(1, limits.maxImages()));
    }

    private Optional<Protocol> protocol(@Nullable Object value) {
        Optional<Protocol> protocol =
                value instanceof String name ? WireNames.find(Protocol.class, name) : Optional.empty();
        if (protocol.isEmpty()) {
            in.reject(pointer(PROTOCOL), "must be one of " + WireNames.all(Protocol.class));
        }
        return protocol;
    }

    private List<Map<Factor, Range>> conditions(@Nullable Object value) {
        if (!(value instanceof List<?> list) || list.isEmpty() || list.size() > HoldOut.MOST_CONDITIONS) {
            in.reject(pointer(WHEN), "must be a list of 1 to " + HoldOut.MOST_CONDITIONS + " conditions");
            return List.of();
        }
        List<Map<Factor, Range>> conditions = new ArrayList<>();
        Set<Map<Factor, Range>> sound = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            String pointer = pointer(WHEN, i);
            Map<Factor, Range> bounds = bounds(pointer, list.get(i));
            if (in.isSound(pointer) && !sound.add(bounds)) {
                in.reject(pointer, "must not be given twice");
            }
            conditions.add(bounds);
        }
        return conditions;
    }

    /** The bounds of one condition that are right by themselves. */
    private Map<Factor, Range> bounds(String pointer, @Nullable Object value) {
        Map<Factor, Range> bounds = new EnumMap<>(Factor.class);
        if (!(value instanceof Map<?, ?> members) || members.isEmpty()) {
            in.reject(pointer, "must hold at least one of " + Factor.all());
            return bounds;
        }
        in.rejectUnknown(
                pointer + "/",
                members,
                Arrays.stream(Factor.values()).map(Factor::label).toList());
        for (Factor factor : Factor.values()) {
            if (members.containsKey(factor.label())) {
                String place = pointer + "/" + factor.label();
                Object given = members.get(factor.label());
                Range range = factor.names().isEmpty() ? range(place, given, factor) : name(place, given, factor);
                if (in.isSound(place)) {
                    bounds.put(factor, range);
                }
            }
        }
        return bounds;
    }

    private Range name(String pointer, @Nullable Object value, Factor factor) {
        int code = value instanceof String name ? factor.names().indexOf(name) : -1;
        if (code < 0) {
            in.reject(pointer, "must be one of " + String.join(", ", factor.names()));
        }
        return new Range(Math.max(0, code), Math.max(0, code));
    }

    /** One number, or the first and the last of several. */
    private Range range(String pointer, @Nullable Object value, Factor factor) {
        if (!(value instanceof List<?> ends)) {
            long only = whole(pointer, value, factor.range());
            return new Range(only, only);
        }
        if (ends.size() != 2) {
            in.reject(pointer, "must be a number or the first and the last of several, such as [2, 4]");
            return factor.range();
        }
        int before = in.rejected();
        long first = whole(pointer + "/0", ends.get(0), factor.range());
        long last = whole(pointer + "/1", ends.get(1), factor.range());
        if (first > last && in.rejected() == before) {
            in.reject(pointer, "must not begin above its end");
        }
        return new Range(Math.min(first, last), last);
    }

    private long whole(String pointer, @Nullable Object value, Range range) {
        Optional<BigDecimal> number = Numbers.of(value).filter(Numbers::isWhole);
        if (number.isEmpty()) {
            in.reject(pointer, "must be an integer between " + range.min() + " and " + range.max());
        } else if (!Numbers.isIn(range, number.get())) {
            in.reject(pointer, range.rule());
        } else {
            return number.get().longValueExact();
        }
        return range.min();
    }

    /**
     * What is held out of the images of a recipe; nothing if it is wrong or does not go with the recipe, of which every reason is
     * recorded.
     *
     * @param recipe as it is wanted; in place of what is wrong in it, what allows the most
     */
    Optional<HoldOut> resolve(Wanted wanted, Recipe recipe) {
        wanted.protocol()
                .flatMap(protocol -> protocol.needs(recipe))
                .ifPresent(needed -> in.reject(
                        pointer(PROTOCOL), wanted.protocol().orElseThrow().label() + " " + needed));
        FactorSpace objects = FactorSpace.of(recipe);
        for (int i = 0; i < wanted.when().size(); i++) {
            requireSome(pointer(WHEN, i), wanted.when().get(i), objects);
        }
        if (!in.isSound(HOLD_OUT.label())) {
            return Optional.empty();
        }
        List<Condition> when = wanted.protocol()
                .map(protocol -> protocol.conditions(recipe))
                .orElseGet(() -> wanted.when().stream().map(Condition::new).toList());
        return Optional.of(new HoldOut(when, wanted.protocol(), wanted.numImages()));
    }

    /** Some images must fulfil a condition, and some must not, as far as the recipe alone tells. */
    private void requireSome(String pointer, Map<Factor, Range> bounds, FactorSpace objects) {
        FactorSpace left = objects;
        Map<Factor, Range> narrowing = new EnumMap<>(Factor.class);
        boolean holdsForAll = true;
        for (Map.Entry<Factor, Range> bound : bounds.entrySet()) {
            Factor factor = bound.getKey();
            Range range = bound.getValue();
            int[] possible = left.possible(factor);
            holdsForAll &= IntStream.of(objects.possible(factor)).allMatch(range::contains);
            if (factor == Factor.VALUE && !in.areSound(PALETTE, VALUES)) {
                holdsForAll = false; // Nobody knows which values there are to be.
            } else if (IntStream.of(possible).noneMatch(range::contains)) {
                in.reject(
                        pointer + "/" + factor.label(),
                        "must be of this recipe, in which it is " + told(factor, possible) + with(narrowing));
            } else if (!left.where(factor, range).equals(left)) {
                left = left.where(factor, range);
                narrowing.put(factor, range);
            }
        }
        if (holdsForAll && in.isSound(pointer)) {
            in.reject(pointer, "must not hold for every image, as nothing would be left to train on");
        }
    }

    private static String with(Map<Factor, Range> bounds) {
        return bounds.isEmpty() ? "" : " with " + new Condition(bounds).words();
    }

    private static String told(Factor factor, int[] possible) {
        if (!factor.names().isEmpty()) {
            return WireNames.joined(
                    IntStream.of(possible).mapToObj(factor.names()::get).toList(), "or");
        }
        int last = possible[possible.length - 1];
        return last - possible[0] == possible.length - 1
                ? possible[0] + " to " + last
                : WireNames.joined(
                        IntStream.of(possible).mapToObj(String::valueOf).toList(), "or");
    }

    private static String pointer(String member) {
        return HOLD_OUT.label() + "/" + member;
    }

    private static String pointer(String member, int index) {
        return pointer(member) + "/" + index;
    }
}
