package io.atomicdatasets.spec;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one request by their types. An invalid field is recorded and read as its default, so that one answer
 * lists all violations.
 */
final class FieldReader {
    private final Map<String, ?> fields;
    private final Limits limits;
    private final List<Violation> violations = new ArrayList<>();

    FieldReader(Map<String, ?> fields, Limits limits) {
        this.fields = fields;
        this.limits = limits;
    }

    boolean isGiven(Field field) {
        return fields.containsKey(field.label());
    }

    /** An integer in the field's range. */
    long whole(Field field) {
        Range range = ((FieldType.Whole) field.type(limits)).range();
        if (field.isRequired() && !isGiven(field)) {
            reject(field, "is required");
            return range.min();
        }
        Optional<BigDecimal> number = Numbers.of(value(field)).filter(Numbers::isWhole);
        if (number.isEmpty()) {
            reject(field, "must be an integer between " + range.min() + " and " + range.max());
        } else if (!Numbers.isIn(range, number.get())) {
            reject(field, range.rule());
        } else {
            return number.get().longValueExact();
        }
        return Numbers.of(field.defaultValue().orElse(range.min()))
                .orElseThrow()
                .longValueExact();
    }

    /** Different integers in the field's range, as they were given; none if any is wrong. */
    List<Integer> wholes(Field field) {
        int before = violations.size();
        Range range = ((FieldType.Wholes) field.type(limits)).range();
        if (!(value(field) instanceof List<?> given)
                || given.isEmpty()
                || given.size() > range.max() - range.min() + 1) {
            reject(field, "must be a list of different integers between " + range.min() + " and " + range.max());
            return List.of();
        }
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            Optional<BigDecimal> number =
                    Numbers.of(given.get(i)).filter(Numbers::isWhole).filter(any -> Numbers.isIn(range, any));
            String pointer = field.label() + "/" + i;
            if (number.isEmpty()) {
                reject(pointer, "must be an integer between " + range.min() + " and " + range.max());
            } else if (numbers.contains(number.get().intValueExact())) {
                reject(pointer, "must not be given twice");
            } else {
                numbers.add(number.get().intValueExact());
            }
        }
        return violations.size() == before ? numbers : List.of();
    }

    <E extends Enum<E>> E choice(Field field, Class<E> type) {
        return find(type, value(field)).orElseGet(() -> {
            reject(field, "must be one of " + WireNames.all(type));
            return find(type, field.defaultValue().orElseThrow()).orElseThrow();
        });
    }

    /** One of a field that need not be chosen; empty if not given or invalid. */
    <E extends Enum<E>> Optional<E> anyChoice(Field field, Class<E> type) {
        if (!isGiven(field)) {
            return Optional.empty();
        }
        Optional<E> found = find(type, value(field));
        if (found.isEmpty()) {
            reject(field, "must be one of " + WireNames.all(type));
        }
        return found;
    }

    private static <E extends Enum<E>> Optional<E> find(Class<E> type, @Nullable Object value) {
        return value instanceof String name ? WireNames.find(type, name) : Optional.empty();
    }

    boolean flag(Field field) {
        if (value(field) instanceof Boolean value) {
            return value;
        }
        reject(field, "must be true or false");
        return false;
    }

    /** The name of a directory; empty if not given or invalid. */
    Optional<DatasetName> name(Field field) {
        if (!isGiven(field)) {
            return Optional.empty();
        }
        Optional<DatasetName> name = value(field) instanceof String text ? DatasetName.parse(text) : Optional.empty();
        if (name.isEmpty()) {
            reject(field, DatasetName.RULE);
        }
        return name;
    }

    /** The decimals of the field's members in order, each in range after rounding; 0 for a member left out. */
    List<BigDecimal> decimals(Field field) {
        int before = violations.size();
        List<BigDecimal> numbers = decimals(field, value(field));
        return violations.size() == before
                ? numbers
                : decimals(field, field.defaultValue().orElseThrow());
    }

    private List<BigDecimal> decimals(Field field, @Nullable Object value) {
        FieldType.Decimals type = (FieldType.Decimals) field.type(limits);
        if (!(value instanceof Map<?, ?> members)) {
            reject(field, "must hold numbers under the names " + WireNames.joined(type.members(), "and"));
            return List.of();
        }
        List<BigDecimal> numbers = new ArrayList<>();
        for (String name : type.members()) {
            numbers.add(members.containsKey(name) ? decimal(field, name, members.get(name)) : BigDecimal.ZERO);
        }
        rejectUnknown(field.label() + "/", members, type.members());
        return numbers;
    }

    private BigDecimal decimal(Field field, String member, @Nullable Object value) {
        long max = ((FieldType.Decimals) field.type(limits)).max();
        String pointer = field.label() + "/" + member;
        Optional<BigDecimal> number = Numbers.of(value)
                .filter(any -> Numbers.isIn(
                        new Range(-1, max + 1), any)); // the exact bounds are checked after rounding, below
        if (number.isPresent() && !Numbers.isShort(number.get())) {
            reject(pointer, "must be a number of at most " + Numbers.MOST_DIGITS + " digits");
            return BigDecimal.ZERO;
        }
        long billionths = number.map(Billionths::round).orElse(-1L);
        if (billionths < 0 || billionths > max * Billionths.ONE) {
            reject(pointer, "must be a number between 0 and " + max);
            return BigDecimal.ZERO;
        }
        return number.orElseThrow();
    }

    /** Records fields as violations that are none of these. */
    void rejectUnknown(Collection<String> known) {
        rejectUnknown("", fields, known);
    }

    void rejectUnknown(String prefix, Map<?, ?> members, Collection<String> known) {
        for (Object name : members.keySet()) {
            if (!(name instanceof String text) || !known.contains(text)) {
                reject(
                        prefix + escape(String.valueOf(name)),
                        "is unknown; the fields are " + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    void reject(Field field, String detail) {
        reject(field.label(), detail);
    }

    void reject(String field, String detail) {
        violations.add(new Violation("/" + field, detail));
    }

    void rejectAll(List<Violation> others) {
        violations.addAll(others);
    }

    /** Whether nothing was recorded of these fields so far, nor of what is within them. */
    boolean areSound(Field... some) {
        return Arrays.stream(some).allMatch(field -> isSound(field.label()));
    }

    /** The same of one pointer, without its first slash. */
    boolean isSound(String pointer) {
        return violations.stream()
                .map(Violation::field)
                .noneMatch(wrong -> wrong.equals(pointer) || wrong.startsWith(pointer + "/"));
    }

    /** How many violations were recorded so far. */
    int rejected() {
        return violations.size();
    }

    void throwIfRejected() throws InvalidSpecException {
        if (!violations.isEmpty()) {
            throw new InvalidSpecException(violations);
        }
    }

    @Nullable Object value(Field field) {
        return isGiven(field) ? fields.get(field.label()) : field.defaultValue().orElse(null);
    }

    /** A member's name as a reference token of a JSON Pointer (RFC 6901, section 3). */
    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
