package io.atomicdatasets.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.spec.Palette;
import io.atomicdatasets.spec.Recipe;
import io.atomicdatasets.spec.Specs;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OccupiedCellsTest {
    private static final int OFFSET = 5;

    @ParameterizedTest
    @EnumSource
    void everyValueInEveryCellOfEveryGridIsSeenAndCounted(Palette palette) throws Exception {
        Random random = new Random(3);
        for (int side = 8; side <= 32; side++) {
            Recipe recipe = Specs.of("num_images", 10, "grid_size", side, "palette", palette.label())
                    .recipe();
            OccupiedCells occupied = new OccupiedCells(recipe);
            for (int value = 0; value < 256; value++) {
                byte[] cells = new byte[OFFSET + side * side];
                int[] expected = new int[side];
                for (int other = 0; other < side; other++) {
                    set(random.nextInt(side), random.nextInt(side), palette.highest(), cells, expected);
                }
                set(random.nextInt(side), random.nextInt(side), value, cells, expected);

                long[] values = new long[256];
                long[] expectedValues = new long[256];
                for (int cell = OFFSET; cell < cells.length; cell++) {
                    expectedValues[cells[cell] & 0xFF]++;
                }

                boolean inside = occupied.read(cells, OFFSET, values);

                assertThat(occupied.rows()).isEqualTo(expected);
                assertThat(values).isEqualTo(expectedValues);
                assertThat(inside)
                        .as("%d in a grid of %d", value, side)
                        .isEqualTo(value == 0 || palette.contains(value));
            }
        }
    }

    private static void set(int row, int column, int value, byte[] cells, int[] expected) {
        int bit = Integer.MIN_VALUE >>> column;
        cells[OFFSET + row * expected.length + column] = (byte) value;
        expected[row] = value == 0 ? expected[row] & ~bit : expected[row] | bit;
    }
}
