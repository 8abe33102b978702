package io.atomicdatasets.spec;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a field of a request may hold. */
public sealed interface FieldType {
    /** The allowed values, for people: {@code 8 to 32}. */
    String allowed();

    /**
     * Parses a value given as text, in a terminal or a URL.
     *
     * @return the value as JSON would have it; the text itself if it is not a value, so that the reader refuses it
     */
    Object parse(String text);

    /** A JSON value as one would type it in a terminal or a URL. */
    default String write(Object value) {
        return String.valueOf(value);
    }

    /**
     * An integer.
     *
     * @param range the allowed values
     */
    record Whole(Range range) implements FieldType {
        @Override
        public String allowed() {
            return String.format(Locale.ROOT, "%,d to %,d", range.min(), range.max());
        }

        @Override
        public Object parse(String text) {
            return NumberText.count(text);
        }
    }

    /**
     * A list of different integers.
     *
     * @param range the allowed values
     */
    record Wholes(Range range) implements FieldType {
        @Override
        public String allowed() {
            return String.format(Locale.ROOT, "different integers from %,d to %,d", range.min(), range.max());
        }

        /** Parses integers as typed in a terminal: {@code 1,3,7}. */
        @Override
        public Object parse(String text) {
            return Arrays.stream(text.split(",", -1)).map(NumberText::count).toList();
        }

        @Override
        public String write(Object value) {
            return ((List<?>) value).stream().map(String::valueOf).collect(Collectors.joining(","));
        }
    }

    /**
     * One of a few words.
     *
     * @param words the allowed values
     */
    record Choice(List<String> words) implements FieldType {
        public Choice {
            words = List.copyOf(words);
        }

        static <E extends Enum<E>> Choice of(Class<E> type) {
            return new Choice(
                    Arrays.stream(type.getEnumConstants()).map(WireNames::of).toList());
        }

        @Override
        public String allowed() {
            return WireNames.joined(words, "or");
        }

        @Override
        public Object parse(String text) {
            return text;
        }
    }

    /** {@code true} or {@code false}. */
    record Flag() implements FieldType {
        @Override
        public String allowed() {
            return "true or false";
        }

        @Override
        public Object parse(String text) {
            return text.equals("true") || text.equals("false") ? (Object) text.equals("true") : text;
        }
    }

    /**
     * A text.
     *
     * @param pattern regular expression for the whole text, in the dialect of JSON Schema (ECMA-262)
     * @param allowed the allowed values, for people
     */
    record Text(String pattern, String allowed) implements FieldType {
        @Override
        public Object parse(String text) {
            return text;
        }
    }

    /** What is held out: conditions or a protocol, and how many images. */
    record Conditions() implements FieldType {
        private static final JsonMapper MAPPER = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();

        @Override
        public String allowed() {
            return "JSON with either when, a list of 1 to " + HoldOut.MOST_CONDITIONS
                    + " conditions, or protocol; and num_images";
        }

        @Override
        public Object parse(String text) {
            try {
                return Objects.requireNonNullElse(MAPPER.readValue(text, Object.class), text);
            } catch (JacksonException e) {
                return text;
            }
        }

        @Override
        public String write(Object value) {
            return MAPPER.writeValueAsString(value);
        }
    }

    /**
     * An object whose members are decimals of up to 9 places; a member left out is 0.
     *
     * @param members the allowed names
     * @param max the largest allowed value; the smallest is 0
     */
    record Decimals(List<String> members, long max) implements FieldType {
        public Decimals {
            members = List.copyOf(members);
        }

        @Override
        public String allowed() {
            return String.format(Locale.ROOT, "numbers from 0 to %,d for %s", max, WireNames.joined(members, "and"));
        }

        /** Parses members as typed in a terminal: {@code blob=0.4,line=0.6}. */
        @Override
        public Object parse(String text) {
            Map<String, Object> numbers = new LinkedHashMap<>();
            for (String member : text.split(",", -1)) {
                String[] nameAndNumber = member.split("=", -1);
                if (nameAndNumber.length != 2
                        || numbers.put(nameAndNumber[0].strip(), NumberText.decimal(nameAndNumber[1])) != null) {
                    return text;
                }
            }
            return numbers;
        }

        @Override
        public String write(Object value) {
            return ((Map<?, ?>) value)
                    .entrySet().stream()
                            .map(member -> member.getKey() + "=" + ((BigDecimal) member.getValue()).toPlainString())
                            .collect(Collectors.joining(","));
        }
    }
}
