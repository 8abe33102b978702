package io.atomicdatasets.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrowthTest {
    private static final int DRAWS = 100_000;

    /** Boxes in the middle of the board, as wide as the bordered board, wider, and as large as can be; a hole. */
    @ParameterizedTest
    @ValueSource(
            longs = {
                0xC0C0_0000_0000_0000L, // 2x2
                0xE0A0_E000_0000_0000L, // a ring
                0x8040_2010_0804_0000L, // a diagonal of 6
                0xFC20_1008_0000_0000L, // 6 wide
                0xFE10_0000_0000_0000L, // 7 wide
                0x8080_8080_8080_C000L, // 7 high
                0x8040_2010_0804_0200L, // a diagonal of 7
                0xFF80_8080_8080_8080L, // 8 wide and high
            })
    void aBlobGrowsIntoEveryNeighbourByItsWeight(long shape) {
        Map<Long, Integer> weights = weights(shape);
        Map<Long, Integer> places = new TreeMap<>();
        weights.keySet().forEach(grown -> places.put(grown, places.size()));
        long[] counts = new long[places.size()];
        Growth growth = new Growth();
        CounterRandom random = new CounterRandom(11);
        long start = random.start(shape);
        long step = random.step(shape);
        for (int i = 0; i < DRAWS; i++) {
            Integer place = places.get(growth.withOneMoreCell(shape, CounterRandom.fraction(start + i * step)));
            assertThat(place).as("only neighbours are taken").isNotNull();
            counts[place]++;
        }

        ChiSquare.assertFits(
                "growths of " + Long.toHexString(shape),
                counts,
                weights.values().stream().mapToDouble(Integer::doubleValue).toArray());
    }

    /** n(n+1) for each shape that one more cell gives, cell by cell on a board with room on all sides. */
    private static Map<Long, Integer> weights(long shape) {
        Map<Long, Integer> weights = new TreeMap<>();
        for (int row = -1; row <= 8; row++) {
            for (int column = -1; column <= 8; column++) {
                int neighbours = 0;
                for (int r = row - 1; r <= row + 1; r++) {
                    for (int c = column - 1; c <= column + 1; c++) {
                        neighbours += has(shape, r, c) ? 1 : 0;
                    }
                }
                int top = Math.min(row, 0);
                int left = Math.min(column, 0);
                int height = Math.max(Shape.height(shape) - 1, row) - top + 1;
                int width = Math.max(Shape.width(shape) - 1, column) - left + 1;
                if (!has(shape, row, column) && neighbours > 0 && height <= 8 && width <= 8) {
                    long grown = Shape.cell(row - top, column - left);
                    for (int r = 0; r < 8; r++) {
                        for (int c = 0; c < 8; c++) {
                            grown |= has(shape, r, c) ? Shape.cell(r - top, c - left) : 0;
                        }
                    }
                    weights.merge(grown, neighbours * (neighbours + 1), Integer::sum);
                }
            }
        }
        return weights;
    }

    private static boolean has(long shape, int row, int column) {
        return row >= 0 && row < 8 && column >= 0 && column < 8 && (shape & Shape.cell(row, column)) != 0;
    }
}
