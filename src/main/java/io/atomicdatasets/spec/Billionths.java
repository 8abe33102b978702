package io.atomicdatasets.spec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Fixed-point decimals in units of 10^-9, so that sums are exact. */
final class Billionths {
    static final long ONE = 1_000_000_000L;

    private static final int PLACES = 9;

    private Billionths() {}

    /** The number in billionths, rounded half to even. It must be {@linkplain Numbers#isShort short}, and fit a long. */
    static long round(BigDecimal number) {
        return number.setScale(PLACES, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
    }

    /** The shortest decimal that stands for {@code billionths}. */
    static BigDecimal toDecimal(long billionths) {
        BigDecimal decimal = new BigDecimal(BigInteger.valueOf(billionths), PLACES).stripTrailingZeros();
        return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
    }
}
