package io.atomicdatasets.spec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The share of each split in billionths; the three sum to exactly one.
 *
 * @param train the share of {@link Split#TRAIN}, above 0
 * @param val the share of {@link Split#VAL}
 * @param test the share of {@link Split#TEST}
 */
public record Splits(long train, long val, long test) {
    private static final Range SHARE = new Range(0, Billionths.ONE);

    public static final Splits DEFAULT = new Splits(800_000_000, 100_000_000, 100_000_000);

    public Splits {
        SHARE.require("train", train);
        SHARE.require("val", val);
        SHARE.require("test", test);
        if (train == 0 || train + val + test != Billionths.ONE) {
            throw new IllegalArgumentException("shares must sum to exactly 1, and train must be above 0");
        }
    }

    /** The share of one split, in billionths. */
    public long share(Split split) {
        return switch (split) {
            case TRAIN -> train;
            case VAL -> val;
            case TEST -> test;
        };
    }

    /** How many of {@code numImages} images a split holds: val and test rounded down, train the rest. */
    public long count(Split split, long numImages) {
        return split == Split.TRAIN
                ? numImages - count(Split.VAL, numImages) - count(Split.TEST, numImages)
                : BigInteger.valueOf(numImages)
                        .multiply(BigInteger.valueOf(share(split)))
                        .divide(BigInteger.valueOf(Billionths.ONE))
                        .longValueExact();
    }

    /**
     * {@code ceil(share * 2^64)}, where {@code share} is that of the given splits together: 0..2^64.
     *
     * @param splits the splits whose shares are added up
     */
    public BigInteger hashesBelow(Split... splits) {
        BigInteger sum = BigInteger.ZERO;
        for (Split split : splits) {
            sum = sum.add(BigInteger.valueOf(share(split)));
        }
        BigInteger[] parts = sum.shiftLeft(Long.SIZE).divideAndRemainder(BigInteger.valueOf(Billionths.ONE));
        return parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
    }

    /** The shares under the names of their splits, as requests and files write them. */
    public Map<String, BigDecimal> toFields() {
        Map<String, BigDecimal> fields = new LinkedHashMap<>();
        for (Split split : Split.values()) {
            fields.put(split.label(), Billionths.toDecimal(share(split)));
        }
        return fields;
    }
}
