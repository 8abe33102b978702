package io.atomicdatasets.image;

/**
 * Counter-based random numbers: the seed is the key, the candidate number the counter, as in Salmon et al., "Parallel random
 * numbers: as easy as 1, 2, 3", SC'11.
 *
 * <p>Key and counter are mixed into a starting point and a step of 64 bits each; from there it is SplitMix of Steele, Lea
 * and Flood, "Fast splittable pseudorandom number generators", OOPSLA'14, which gives random access: the n-th number is
 * the mix of {@code start + n * step}. Two candidates share numbers only if both words collide. Whole-number arithmetic only,
 * so it is the same on every Java and every machine. Immutable.
 */
final class CounterRandom {
    private static final long START_SALT = 0x9E3779B97F4A7C15L; // 2^64 / golden ratio
    private static final long STEP_SALT = 0xD1B54A32D192ED03L; // 2^64 / plastic number, odd
    // Odd, so that no two candidates of a seed start alike; different from each other and the salts, so that swapping
    // seed
    // and candidate gives other numbers.
    private static final long START_FACTOR = 0xF1357AEA2E62A9C5L;
    private static final long STEP_FACTOR = 0xAEF17502108EF2D9L;
    private static final int FEWEST_TRANSITIONS = 24;

    private final long startKey;
    private final long stepKey;

    CounterRandom(long seed) {
        startKey = mix(seed + START_SALT);
        stepKey = mix(seed + STEP_SALT);
    }

    /** Where a candidate's numbers start. */
    long start(long candidate) {
        return mix(startKey + candidate * START_FACTOR);
    }

    /** The step between a candidate's numbers. */
    long step(long candidate) {
        long odd = mix(stepKey + candidate * STEP_FACTOR) | 1;
        // Steps with long runs of equal bits mix badly; SplitMix repairs them in the same way.
        return Long.bitCount(odd ^ (odd >>> 1)) < FEWEST_TRANSITIONS ? odd ^ 0xAAAA_AAAA_AAAA_AAAAL : odd;
    }

    /**
     * The number at a place, as a fraction of 63 bits from which {@link #digit} takes leading digits. Digits whose bases
     * multiply to at most 2^24 deviate from uniform by less than 2^-39.
     *
     * @param place {@code start + n * step} for the n-th number
     */
    static long fraction(long place) {
        return mix(place) >>> 1;
    }

    /** The first digit of a fraction in this base: uniform in 0..base-1. */
    static int digit(long fraction, int base) {
        return (int) Math.multiplyHigh(fraction, 2L * base);
    }

    /** The fraction without its first digit in this base, again a fraction. */
    static long rest(long fraction, int base) {
        return (fraction * base) & Long.MAX_VALUE;
    }

    /** Stafford's variant 13 of the MurmurHash3 finalizer: every input bit affects every output bit. */
    static long mix(long z) {
        long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long x = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
