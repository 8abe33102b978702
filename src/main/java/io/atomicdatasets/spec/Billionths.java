package io.atomicdatasets.spec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalLong;

/** Decimals with at most nine places as exact whole numbers of 10^-9. */
final class Billionths {
    static final long ONE = 1_000_000_000L;

    private static final int PLACES = 9;
    private static final int LONGEST_BITS = 160;
    private static final int LONGEST_SCALE = 40;

    private Billionths() {}

    /** The number in billionths, or nothing when it is negative, above {@code max}, or has more than nine places. */
    static OptionalLong of(BigDecimal number, long max) {
        // Looked at before any arithmetic: aligning 1e-100000000 with anything takes minutes.
        if (number.unscaledValue().bitLength() > LONGEST_BITS || Math.abs((long) number.scale()) > LONGEST_SCALE) {
            return OptionalLong.empty();
        }
        BigDecimal billionths = number.scaleByPowerOfTen(PLACES).stripTrailingZeros();
        if (billionths.signum() < 0
                || billionths.scale() > 0
                || billionths.compareTo(BigDecimal.valueOf(max).scaleByPowerOfTen(PLACES)) > 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(billionths.longValueExact());
    }

    /** The shortest decimal that stands for {@code billionths}. */
    static BigDecimal toDecimal(long billionths) {
        BigDecimal decimal = new BigDecimal(BigInteger.valueOf(billionths), PLACES).stripTrailingZeros();
        return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
    }
}
