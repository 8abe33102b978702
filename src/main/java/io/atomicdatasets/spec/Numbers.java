package io.atomicdatasets.spec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Numbers by value, whatever class a JSON parser gave them and however they were written: {@code 1e5},
 * {@code 100000.0} and {@code 100000} are one number.
 */
final class Numbers {
    /** Enough for the exact value of any double. Longer numbers are refused before any arithmetic, which could take minutes. */
    static final int MOST_DIGITS = 1_100;

    private static final int MOST_BITS = (int) (MOST_DIGITS * 3.33);

    private Numbers() {}

    /** The value as a number; empty if it is none, such as a text or a double that is not finite. */
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

    /** Whether a number, written without an exponent, has few enough digits to compute with. */
    static boolean isShort(BigDecimal number) {
        return Math.abs((long) number.scale()) <= MOST_DIGITS
                && number.unscaledValue().bitLength() <= MOST_BITS;
    }

    /** Whether a number is an integer; false if it has too many decimals to check. */
    static boolean isWhole(BigDecimal number) {
        return number.scale() <= 0
                || (isShort(number) && number.stripTrailingZeros().scale() <= 0);
    }

    /** Whether a number is in a range. Fast for any exponent, since BigDecimal compares magnitudes first. */
    static boolean isIn(Range range, BigDecimal number) {
        return number.compareTo(BigDecimal.valueOf(range.min())) >= 0
                && number.compareTo(BigDecimal.valueOf(range.max())) <= 0;
    }
}
