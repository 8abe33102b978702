package io.atomicdatasets.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AliasTableTest {
    private static final int STEPS = 1 << 20;

    /** The share of each number among fractions that lie evenly. */
    private static Map<Long, Double> shares(SortedMap<Long, Double> weights) {
        AliasTable table = new AliasTable(weights);
        Map<Long, Double> shares = new HashMap<>();
        for (long i = 0; i < STEPS; i++) {
            shares.merge(table.draw((i << 43) + (1L << 42)), 1.0 / STEPS, Double::sum);
        }
        return shares;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1 1",
                "1 3",
                "0.4 0.2 0.2 0.2",
                "1 0 1",
                "1e-9 1",
                "5 4 3 2 1",
                "1e12 1e12 1",
                "7 7 7 7 7 7 7"
            })
    void numbersAreDrawnByTheirWeights(String text) {
        SortedMap<Long, Double> weights = new TreeMap<>();
        for (String weight : text.split(" ", -1)) {
            weights.put(100L + weights.size(), Double.valueOf(weight));
        }
        double total = AliasTable.total(weights);

        Map<Long, Double> shares = shares(weights);

        assertThat(weights.keySet()).containsAll(shares.keySet());
        weights.forEach((number, weight) -> assertThat(Math.abs(shares.getOrDefault(number, 0.0) - weight / total))
                .as("share of %d", number)
                .isLessThan(4.0 * weights.size() / STEPS));
    }

    @Test
    void theEndsOfTheRangeOfFractionsBelongToTheFirstAndTheLastSlot() {
        AliasTable table = new AliasTable(new TreeMap<>(Map.of(1L, 1.0, 2L, 1.0)));

        assertThat(table.draw(0)).isEqualTo(1);
        assertThat(table.draw(Long.MAX_VALUE)).isEqualTo(2);
    }
}
