package io.atomicdatasets.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CounterRandomTest {
    @Test
    void noTwoPairsOfSeedAndCandidateShareNumbers() {
        Set<Long> numbers = new HashSet<>();
        int drawn = 0;
        for (long seed = 0; seed < 64; seed++) {
            CounterRandom random = new CounterRandom(seed);
            for (long candidate = 0; candidate < 256; candidate++) {
                long start = random.start(candidate);
                for (int i = 0; i < 16; i++, drawn++) {
                    numbers.add(CounterRandom.fraction(start + i * random.step(candidate)));
                }
            }
        }

        assertThat(numbers).hasSize(drawn); // 2^18 numbers of 63 bits: two alike would be no accident
    }

    @Test
    void digitsOfAFractionAreUniformAndIndependent() {
        CounterRandom random = new CounterRandom(1);
        long place = random.start(0);
        long[] triples = new long[192 * 3 * 2];
        for (int i = 0; i < 2_000_000; i++) {
            long fraction = CounterRandom.fraction(place += random.step(0));
            int first = CounterRandom.digit(fraction, 192);
            long rest = CounterRandom.rest(fraction, 192);
            int second = CounterRandom.digit(rest, 3);
            triples[(first * 3 + second) * 2 + (int) (CounterRandom.rest(rest, 3) >>> 62)]++;
        }
        double[] weights = new double[triples.length];
        java.util.Arrays.fill(weights, 1);

        ChiSquare.assertFits("two digits and the rest", triples, weights);
    }
}
