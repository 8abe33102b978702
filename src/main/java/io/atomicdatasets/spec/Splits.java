package io.atomicdatasets.spec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The share of each split; the shares sum to exactly one.
 *
 * @param shares one for each split that gets a share of the images, {@link Split#TRAIN} with more than 0 among them
 */
public record Splits(List<Share> shares) {
    /** The splits that have a share in a request. */
    static final List<Split> SHARED = List.of(Split.TRAIN, Split.VAL, Split.TEST);

    private static final Range SHARE = new Range(0, Billionths.ONE);

    public static final Splits DEFAULT = of(800_000_000, 100_000_000, 100_000_000);

    /**
     * What one split gets.
     *
     * @param split whose share it is
     * @param billionths the share in units of 10^-9, 0..10^9
     */
    public record Share(Split split, long billionths) {
        public Share {
            SHARE.require(split.label(), billionths);
        }
    }

    public Splits {
        shares = List.copyOf(shares);
        Set<Split> seen = EnumSet.noneOf(Split.class);
        long sum = 0;
        for (Share share : shares) {
            if (!seen.add(share.split())) {
                throw new IllegalArgumentException(share.split().label() + " has two shares");
            }
            sum += share.billionths();
        }
        if (sum != Billionths.ONE || shareIn(shares, Split.TRAIN) == 0) {
            throw new IllegalArgumentException("shares must sum to exactly 1, and train must be above 0");
        }
    }

    /** Splits with these shares of train, val and test, in billionths. */
    public static Splits of(long train, long val, long test) {
        return new Splits(
                List.of(new Share(Split.TRAIN, train), new Share(Split.VAL, val), new Share(Split.TEST, test)));
    }

    /** The share of one split in billionths, 0 if it has none. */
    public long share(Split split) {
        return shareIn(shares, split);
    }

    private static long shareIn(List<Share> shares, Split split) {
        for (Share share : shares) {
            if (share.split() == split) {
                return share.billionths();
            }
        }
        return 0;
    }

    /** How many of {@code numImages} images a split holds: rounded down, but train gets the rest. */
    public long count(Split split, long numImages) {
        if (split != Split.TRAIN) {
            return BigInteger.valueOf(numImages)
                    .multiply(BigInteger.valueOf(share(split)))
                    .divide(BigInteger.valueOf(Billionths.ONE))
                    .longValueExact();
        }
        long rest = numImages;
        for (Share share : shares) {
            rest -= share.split() == Split.TRAIN ? 0 : count(share.split(), numImages);
        }
        return rest;
    }

    /**
     * {@code ceil(share * 2^64)} for the joint share of the given splits: 0..2^64.
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

    /** The shares by the names of their splits, as in requests and files. */
    public Map<String, BigDecimal> toFields() {
        Map<String, BigDecimal> fields = new LinkedHashMap<>();
        for (Share share : shares) {
            fields.put(share.split().label(), Billionths.toDecimal(share.billionths()));
        }
        return fields;
    }
}
