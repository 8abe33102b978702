package io.atomicdatasets.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.spec.Mix;
import io.atomicdatasets.spec.ObjectValues;
import io.atomicdatasets.spec.Palette;
import io.atomicdatasets.spec.Recipe;
import io.atomicdatasets.spec.ValueMode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What rules of values change of images, and what not. */
class ValueDrawsTest {
    private static final int IMAGES = 60_000;
    private static final List<Integer> SOME = List.of(1, 3, 4, 7, 9);

    @ParameterizedTest
    @EnumSource
    void nothingOfAnImageChangesButItsValues(ValueMode mode) {
        for (Palette palette : Palette.values()) {
            int lowest = palette.lowest();
            List<Integer> some = SOME.stream().map(value -> value + lowest - 1).toList();
            Recipe plain = new Recipe(10, palette, 2, 5, Mix.DEFAULT, 1); // so crowded that draws are lost
            Recipe ruled = new Recipe(10, new ObjectValues(palette, mode, Optional.of(some)), 2, 5, Mix.DEFAULT, 1);
            ImageGenerator one = new ImageGenerator(plain, 11);
            ImageGenerator other = new ImageGenerator(ruled, 11);
            AtomicImage usual = new AtomicImage(plain);
            AtomicImage image = new AtomicImage(ruled);
            for (int candidate = 0; candidate < 3_000; candidate++) {
                one.generate(candidate, usual);
                other.generate(candidate, image);

                assertThat(image.masks()).isEqualTo(usual.masks());
                assertThat(Arrays.stream(values(image)).allMatch(some::contains))
                        .isTrue();
            }
        }
    }

    @Test
    void objectsOfDifferentValuesHaveEveryPairEquallyOften() {
        long[] pairs = new long[SOME.size() * SOME.size()];
        double[] weights = new double[pairs.length];
        generate(ValueMode.DISTINCT, image -> {
            assertThat(values(image)).doesNotHaveDuplicates();
            int[] values = values(image);
            pairs[SOME.indexOf(values[3]) * SOME.size() + SOME.indexOf(values[1])]++;
        });
        for (int pair = 0; pair < pairs.length; pair++) {
            weights[pair] = pair / SOME.size() == pair % SOME.size() ? 0 : 1;
        }

        ChiSquare.assertFits("pairs of values", pairs, weights);
    }

    @Test
    void objectsOfTheSameValueHaveEachEquallyOftenWhateverElseIsDrawn() {
        long[] values = new long[SOME.size()];
        long[] kindsAndValues = new long[SOME.size() * 4];
        double[] weights = new double[kindsAndValues.length];
        generate(ValueMode.SAME, image -> {
            assertThat(values(image)).containsOnly(image.value(0));
            int value = SOME.indexOf(image.value(0));
            values[value]++;
            kindsAndValues[4 * value + image.family(0).kind().code()]++;
        });
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i % 4 == 0 ? 2 : 1;
        }

        ChiSquare.assertFits("values", values, new double[] {1, 1, 1, 1, 1});
        ChiSquare.assertFits("kinds and values", kindsAndValues, weights);
    }

    @Test
    void objectsOfSomeValuesHaveEveryPairEquallyOften() {
        long[] pairs = new long[SOME.size() * SOME.size()];
        double[] weights = new double[pairs.length];
        Arrays.fill(weights, 1);
        generate(ValueMode.INDEPENDENT, image -> {
            int[] values = values(image);
            pairs[SOME.indexOf(values[2]) * SOME.size() + SOME.indexOf(values[0])]++;
        });

        ChiSquare.assertFits("pairs of values", pairs, weights);
    }

    private interface Visitor {
        void visit(AtomicImage image);
    }

    private static void generate(ValueMode mode, Visitor visitor) {
        ObjectValues values = new ObjectValues(Palette.ARC, mode, Optional.of(SOME));
        Recipe recipe = new Recipe(24, values, 4, 5, Mix.DEFAULT, 1);
        ImageGenerator generator = new ImageGenerator(recipe, 5);
        AtomicImage image = new AtomicImage(recipe);
        for (int candidate = 0; candidate < IMAGES; candidate++) {
            generator.generate(candidate, image);
            visitor.visit(image);
        }
    }

    private static int[] values(AtomicImage image) {
        int[] values = new int[image.objects()];
        Arrays.setAll(values, image::value);
        return values;
    }
}
