package io.atomicdatasets.web;

import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which consecutive images of a split are wanted.
 *
 * @param from the place of the first, at least 0
 * @param n how many, 1..256
 */
record SamplesQuery(long from, int n) {
    private static final int USUAL = 48;
    private static final int MOST = 256;

    static SamplesQuery read(@Nullable String from, @Nullable String n) throws InvalidSpecException {
        List<Violation> violations = new ArrayList<>();
        long first = from == null ? 0 : from.matches("[0-9]{1,18}") ? Long.parseLong(from) : -1;
        if (first < 0) {
            violations.add(new Violation("/from", "must be an integer, at least 0"));
        }
        int number = n == null ? USUAL : n.matches("[0-9]{1,9}") ? Integer.parseInt(n) : 0;
        if (number < 1 || number > MOST) {
            violations.add(new Violation("/n", "must be an integer between 1 and " + MOST));
        }
        if (!violations.isEmpty()) {
            throw new InvalidSpecException(violations);
        }
        return new SamplesQuery(first, number);
    }

    /** How many of them there are in a split of so many. */
    int numberOf(long count) {
        return (int) Math.max(0, Math.min(n, count - from));
    }
}
