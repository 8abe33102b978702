package io.atomicdatasets.spec;

/**
 * The integers from {@code min} to {@code max}, inclusive.
 *
 * @param min the smallest allowed number
 * @param max the largest allowed number, at least {@code min}
 */
public record Range(long min, long max) {
    public Range {
        if (min > max) {
            throw new IllegalArgumentException(min + " > " + max);
        }
    }

    public boolean contains(long value) {
        return min <= value && value <= max;
    }

    /** Throws an {@link IllegalArgumentException} that names {@code field} unless the value lies in this range. */
    void require(String field, long value) {
        if (!contains(value)) {
            throw new IllegalArgumentException(field + " = " + value + ", but it " + rule());
        }
    }

    /** The rule as a predicate: {@code must be between 8 and 32}. */
    String rule() {
        return "must be between " + min + " and " + max;
    }
}
