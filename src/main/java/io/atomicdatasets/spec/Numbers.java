package io.atomicdatasets.spec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as JSON means them, whatever class a parser gave them and however they were written: {@code 1e5},
 * {@code 100000.0} and {@code 100000} are one number.
 */
final class Numbers {
    /** Enough to write out any double exactly; what is longer is refused before any arithmetic, which could take minutes. */
    static final int MOST_DIGITS = 1_100;

    private static final int MOST_BITS = (int) (MOST_DIGITS * 3.33);

    private Numbers() {}

    /** The number that a value is; none for anything else, text and what is not finite included. */
    static Optional<BigDecimal> of(@Nullable Object value) {
        BigDecimal number = null;
        if (value instanceof BigDecimal decimal) {
            number = decimal;
        } else if (value instanceof BigInteger whole) {
            number = new BigDecimal(whole);
        } else if (value instanceof Integer || value instanceof Long || value instanceof Short) {
            number = BigDecimal.valueOf(((Number) value).longValue());
        } else if (value instanceof Double || value instanceof Float) {
            double binary = ((Number) value).doubleValue();
            number = Double.isFinite(binary) ? new BigDecimal(value.toString()) : null;
        }
        return Optional.ofNullable(number == null || number.signum() != 0 ? number : BigDecimal.ZERO);
    }

    /** Whether a number, written out without an exponent, has few enough digits to compute with. */
    static boolean isShort(BigDecimal number) {
        return Math.abs((long) number.scale()) <= MOST_DIGITS
                && number.unscaledValue().bitLength() <= MOST_BITS;
    }

    /** Whether a number is an integer; one with too many decimals to look at is taken for none. */
    static boolean isWhole(BigDecimal number) {
        return number.scale() <= 0
                || (isShort(number) && number.stripTrailingZeros().scale() <= 0);
    }

    /** Whether a number lies in a range. No size of exponent makes this slow: magnitudes are compared first. */
    static boolean isIn(Range range, BigDecimal number) {
        return number.compareTo(BigDecimal.valueOf(range.min())) >= 0
                && number.compareTo(BigDecimal.valueOf(range.max())) <= 0;
    }
}
