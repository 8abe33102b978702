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
                random.start(candidate);
                for (int i = 0; i < 16; i++, drawn++) {
                    numbers.add(random.next());
                }
            }
        }

        assertThat(numbers).hasSize(drawn); // 2^18 numbers of 64 bits: two alike would be no accident
    }

    @Test
    void aCandidateStartsAnewWhateverWasDrawnBefore() {
        CounterRandom random = new CounterRandom(42);
        random.start(7);
        long first = random.next();
        random.start(8);
        random.next();
        random.start(7);

        assertThat(random.next()).isEqualTo(first);
    }

    @Test
    void numbersBelowABoundAreUniform() {
        CounterRandom random = new CounterRandom(1);
        random.start(0);
        long[] small = new long[7];
        for (int i = 0; i < 700_000; i++) {
            small[random.below(7)]++;
        }

        ChiSquare.assertFits("below 7", small, new double[] {1, 1, 1, 1, 1, 1, 1});
    }

    @Test
    void digitsOfAFractionAreUniformAndIndependent() {
        CounterRandom random = new CounterRandom(1);
        random.start(0);
        long[] triples = new long[192 * 3 * 2];
        for (int i = 0; i < 2_000_000; i++) {
            random.draw();
            int first = random.digit(192);
            int second = random.digit(3);
            triples[(first * 3 + second) * 2 + (int) (random.rest() >>> 62)]++;
        }
        double[] weights = new double[triples.length];
        java.util.Arrays.fill(weights, 1);

        ChiSquare.assertFits("two digits and the rest", triples, weights);
    }
}
