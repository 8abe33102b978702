package io.atomicdatasets.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.dynatrace.hash4j.hashing.Hashing;
import io.atomicdatasets.spec.Division;
import io.atomicdatasets.spec.Mix;
import io.atomicdatasets.spec.Palette;
import io.atomicdatasets.spec.Recipe;
import io.atomicdatasets.spec.Split;
import io.atomicdatasets.spec.SplitBy;
import io.atomicdatasets.spec.Splits;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitRuleTest {
    @Property
    void theHashIsThatOfTheSmallestOfEightForms(
            @ForAll @IntRange(min = 8, max = 32) int side, @ForAll long seed, @ForAll @IntRange(max = 3) int rarity) {
        boolean[][] cells = random(side, seed, rarity);

        assertThat(rule(Splits.DEFAULT, side).hash(rows(cells))).isEqualTo(slowHash(cells));
    }

    @Property
    void allSymmetricImagesAreInOneSplit(@ForAll @IntRange(min = 8, max = 32) int side, @ForAll long seed) {
        boolean[][] cells = random(side, seed, 2);
        SplitRule rule = rule(Splits.of(400_000_000, 300_000_000, 300_000_000), side);
        Split split = rule.splitOf(rows(cells));
        boolean[][] turned = cells;
        for (int turn = 0; turn < 4; turn++) {
            turned = turn(turned);

            assertThat(rule.splitOf(rows(turned))).isEqualTo(split);
            assertThat(rule.splitOf(rows(mirror(turned)))).isEqualTo(split);
        }
    }

    @Property
    void theSplitIsTheOneWhoseRangeHoldsTheHash(
            @ForAll @IntRange(max = 500_000_000) int val,
            @ForAll @IntRange(max = 499_999_999) int test,
            @ForAll long seed) {
        Splits splits = Splits.of(1_000_000_000L - val - test, val, test);
        boolean[][] cells = random(16, seed, 2);
        BigInteger hash = new BigInteger(Long.toUnsignedString(slowHash(cells)));
        Split expected = hash.compareTo(splits.hashesBelow(Split.VAL)) < 0
                ? Split.VAL
                : hash.compareTo(splits.hashesBelow(Split.VAL, Split.TRAIN)) < 0 ? Split.TRAIN : Split.TEST;

        assertThat(rule(splits, 16).splitOf(rows(cells))).isEqualTo(expected);
    }

    @Test
    void aSplitWithTheWholeShareHasEverything() {
        SplitRule rule = rule(Splits.of(1_000_000_000, 0, 0), 8);
        for (int seed = 0; seed < 1000; seed++) {
            assertThat(rule.splitOf(rows(random(8, seed, 1)))).isEqualTo(Split.TRAIN);
        }
    }

    private static SplitRule rule(Splits splits, int side) {
        return new SplitRule(Division.byForm(splits), new Recipe(side, Palette.ARC, 1, 4, Mix.DEFAULT, 1));
    }

    @Property
    void allArrangementsOfTheSameShapesAreInOneSplit(@ForAll @IntRange(max = 1_000_000) int candidate) {
        Recipe recipe = new Recipe(20, Palette.ARC, 1, 8, Mix.DEFAULT, 1);
        SplitRule rule =
                new SplitRule(new Division(Splits.of(400_000_000, 300_000_000, 300_000_000), SplitBy.SHAPES), recipe);
        AtomicImage image = new AtomicImage(recipe);
        new ImageGenerator(recipe, 3).generate(candidate, image);
        ShapeMultiset turned = new ShapeMultiset(recipe.maxObjects());
        for (int i = image.objects() - 1; i >= 0; i--) {
            turned.add(Shape.symmetry(image.shape(i), (candidate + i) % Shape.SYMMETRIES));
        }

        assertThat(rule.splitOf(turned)).isEqualTo(rule.splitOf(image));
        assertThat(turned.size()).isEqualTo(image.objects());
    }

    @Property
    void aShapeIsAsSmallAsItsSmallestSymmetricImage(@ForAll @IntRange(max = 1_000_000) int candidate) {
        Recipe recipe = new Recipe(20, Palette.ARC, 1, 1, Mix.DEFAULT, 1);
        AtomicImage image = new AtomicImage(recipe);
        new ImageGenerator(recipe, 4).generate(candidate, image);
        long smallest = -1L;
        for (int symmetry = 0; symmetry < Shape.SYMMETRIES; symmetry++) {
            long turned = Shape.symmetry(image.shape(0), symmetry);
            smallest = Long.compareUnsigned(turned, smallest) < 0 ? turned : smallest;
        }

        assertThat(Shape.canonical(image.shape(0))).isEqualTo(smallest);
    }

    /** The formula as it is published, on booleans. */
    private static long slowHash(boolean[][] cells) {
        byte[] smallest = null;
        boolean[][] turned = cells;
        for (int turn = 0; turn < 4; turn++) {
            for (boolean[][] form : new boolean[][][] {turned, mirror(turned)}) {
                byte[] packed = pack(form);
                smallest = smallest == null || Arrays.compareUnsigned(packed, smallest) < 0 ? packed : smallest;
            }
            turned = turn(turned);
        }
        return Hashing.xxh64().hashBytesToLong(smallest);
    }

    private static byte[] pack(boolean[][] cells) {
        int bytesPerRow = (cells.length + 7) / 8;
        byte[] packed = new byte[cells.length * bytesPerRow];
        for (int row = 0; row < cells.length; row++) {
            for (int column = 0; column < cells.length; column++) {
                if (cells[row][column]) {
                    packed[row * bytesPerRow + column / 8] |= (byte) (128 >> column % 8);
                }
            }
        }
        return packed;
    }

    private static boolean[][] turn(boolean[][] cells) {
        int side = cells.length;
        boolean[][] turned = new boolean[side][side];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                turned[side - 1 - column][row] = cells[row][column];
            }
        }
        return turned;
    }

    private static boolean[][] mirror(boolean[][] cells) {
        int side = cells.length;
        boolean[][] mirrored = new boolean[side][side];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                mirrored[row][side - 1 - column] = cells[row][column];
            }
        }
        return mirrored;
    }

    private static boolean[][] random(int side, long seed, int rarity) {
        Random random = new Random(seed);
        boolean[][] cells = new boolean[side][side];
        for (boolean[] row : cells) {
            for (int column = 0; column < side; column++) {
                row[column] = random.nextInt(1 << rarity) == 0;
            }
        }
        return cells;
    }

    private static int[] rows(boolean[][] cells) {
        int[] rows = new int[cells.length];
        for (int row = 0; row < cells.length; row++) {
            for (int column = 0; column < cells.length; column++) {
                rows[row] |= cells[row][column] ? Integer.MIN_VALUE >>> column : 0;
            }
        }
        return rows;
    }
}
