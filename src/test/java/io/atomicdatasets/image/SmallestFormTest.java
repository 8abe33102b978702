package io.atomicdatasets.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.spec.Recipe;
import io.atomicdatasets.spec.Specs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallestFormTest {
    private static final int SIDE = 16;

    private final SmallestForm words = new SmallestByWords();
    private final SmallestForm lines = new SmallestByLines(SIDE);

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "1, 4", "3, 8"})
    void theWayForSixteenFindsTheSameFormAsTheGeneralOne(int fewest, int most) {
        Recipe recipe = Specs.of("num_images", 100, "min_objects", fewest, "max_objects", most)
                .recipe();
        ImageGenerator generator = new ImageGenerator(recipe, 7);
        AtomicImage image = new AtomicImage(recipe);
        for (int candidate = 0; candidate < 20_000; candidate++) {
            generator.generate(candidate, image);

            assertSame(image.occupied());
            assertThat(words.of(image)).isEqualTo(form(image));
        }
    }

    private byte[] form(AtomicImage image) {
        return Arrays.copyOf(lines.of(image.occupied()), lines.length());
    }

    @Test
    void theyAgreeOnImagesThatAreEmptyFullOrSymmetric() {
        int[] rows = new int[SIDE];
        assertSame(rows);
        Arrays.fill(rows, 0xFFFF_0000);
        assertSame(rows);
        for (int cell = 0; cell < SIDE * SIDE; cell++) {
            Arrays.fill(rows, 0);
            int row = cell / SIDE;
            int column = cell % SIDE;
            rows[row] |= Integer.MIN_VALUE >>> column;
            assertSame(rows);
            rows[SIDE - 1 - row] |= Integer.MIN_VALUE >>> column; // upside down
            assertSame(rows);
            rows[column] |= Integer.MIN_VALUE >>> row; // across the diagonal
            assertSame(rows);
            assertSame(new int[SIDE]); // whatever was looked at before
        }
    }

    private void assertSame(int[] occupied) {
        assertThat(words.length()).isEqualTo(lines.length());
        assertThat(Arrays.copyOf(words.of(occupied), words.length()))
                .isEqualTo(Arrays.copyOf(lines.of(occupied), lines.length()));
    }
}
