package io.atomicdatasets.image;

/**
 * Random numbers of one candidate: the seed is the key, the candidate number the counter, as in Salmon et al., "Parallel
 * random numbers: as easy as 1, 2, 3", SC'11.
 *
 * <p>Key and counter are mixed into a starting point and a step of 64 bits each; from there it is SplitMix of Steele, Lea
 * and Flood, "Fast splittable pseudorandom number generators", OOPSLA'14. Two candidates share numbers only if both
 * words collide. Whole-number arithmetic only, so it is the same on every Java and every machine.
 */
final class CounterRandom {
    private static final long START_SALT = 0x9E3779B97F4A7C15L; // 2^64 / golden ratio
    private static final long STEP_SALT = 0xD1B54A32D192ED03L; // 2^64 / plastic number, odd
    // Odd, so that no two candidates of a seed start alike, and unlike each other and the salts, so that seed and
    // candidate cannot change places.
    private static final long START_FACTOR = 0xF1357AEA2E62A9C5L;
    private static final long STEP_FACTOR = 0xAEF17502108EF2D9L;
    private static final long LOW_32 = 0xFFFF_FFFFL;
    private static final int FEWEST_TRANSITIONS = 24;

    private final long startKey;
    private final long stepKey;

    private long state;
    private long step;
    private long fraction;

    CounterRandom(long seed) {
        startKey = mix(seed + START_SALT);
        stepKey = mix(seed + STEP_SALT);
    }

    /** Goes to the first number of a candidate. */
    void start(long candidate) {
        state = mix(startKey + candidate * START_FACTOR);
        long odd = mix(stepKey + candidate * STEP_FACTOR) | 1;
        // Steps with long runs of equal bits mix badly; SplitMix mends them in the same way.
        step = Long.bitCount(odd ^ (odd >>> 1)) < FEWEST_TRANSITIONS ? odd ^ 0xAAAA_AAAA_AAAA_AAAAL : odd;
    }

    /** 64 random bits. */
    long next() {
        state += step;
        return mix(state);
    }

    /** A uniform number in 0..bound-1, by Lemire, "Fast random integer generation in an interval", TOMACS 2019. */
    int below(int bound) {
        long product = (next() >>> 32) * bound;
        if ((product & LOW_32) < bound) {
            long unfair = (LOW_32 + 1) % bound;
            while ((product & LOW_32) < unfair) {
                product = (next() >>> 32) * bound;
            }
        }
        return (int) (product >>> 32);
    }

    /**
     * Draws a new fraction of 63 bits, of which {@link #digit} takes leading digits. It is enough for digits whose bases
     * multiply to 2^24: they are off uniform by less than 2^-39.
     */
    void draw() {
        fraction = next() >>> 1;
    }

    /** The next digit of the fraction to this base: a uniform number in 0..base-1. */
    int digit(int base) {
        long before = fraction;
        fraction = (before * base) & Long.MAX_VALUE;
        return (int) Math.multiplyHigh(before, 2L * base);
    }

    /** What is left of the fraction after its digits, in 0..2^63-1. */
    long rest() {
        return fraction;
    }

    /** Stafford's variant 13 of the murmur finalizer: every input bit moves every output bit. */
    private static long mix(long z) {
        long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long x = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
