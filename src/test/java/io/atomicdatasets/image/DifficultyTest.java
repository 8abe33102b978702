package io.atomicdatasets.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.spec.Recipe;
import io.atomicdatasets.spec.Specs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifficultyTest {
    /** Two cells beside each other, and two below each other. */
    private static final long DASH = Shape.cell(0, 0) | Shape.cell(0, 1);

    private static final long BAR = Shape.cell(0, 0) | Shape.cell(1, 0);

    /** The last row and column of a grid. */
    private static final int LAST = 15;

    private final Recipe recipe =
            Specs.of("num_images", 1, "max_objects", 4, "min_gap", 0).recipe();
    private final AtomicImage image = new AtomicImage(recipe);

    @ParameterizedTest
    @CsvSource({
        "5, 7, 0", // beside it
        "6, 7, 0", // at its corner
        "6, 6, 0",
        "5, 8, 1",
        "8, 5, 2",
        "9, 12, 5", // more columns than rows lie between
        "14, 8, 8",
        "0, 15, 8"
    })
    void theGapIsWhatIsFreeBetweenTheNearestCells(int top, int left, int gap) {
        image.clear(0, 2);
        image.add(DASH, 1, 5, 5);
        image.add(BAR, 2, top, left);

        assertThat(Difficulty.smallestGap(image)).isEqualTo(gap);
    }

    @Test
    void boxesThatOverlapDoNotMakeAGapSmallerThanItIs() {
        long corner = Shape.cell(0, 0) | Shape.cell(1, 0) | Shape.cell(2, 0) | Shape.cell(3, 0) | Shape.cell(3, 1);
        long far = corner | Shape.cell(3, 2) | Shape.cell(3, 3);
        image.clear(0, 2);
        image.add(far, 1, 4, 4);
        image.add(DASH, 2, 4, 6);

        assertThat(Difficulty.smallestGap(image)).isEqualTo(1);
    }

    @Test
    void theSmallestOfAllGapsCounts() {
        image.clear(0, 3);
        image.add(DASH, 1, 0, 0);
        image.add(DASH, 1, 12, 0);
        image.add(DASH, 1, 9, 0);

        assertThat(Difficulty.smallestGap(image)).isEqualTo(2);
    }

    @Test
    void aSingleObjectHasNoGap() {
        image.clear(0, 1);
        image.add(DASH, 1, 3, 3);

        assertThat(Difficulty.smallestGap(image)).isEqualTo(Difficulty.NO_GAP);
        assertThat(Difficulty.pairsOfEqualValue(image)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 5, 1", "5, 0, 1", "14, 5, 1", "5, 15, 1", "0, 0, 1", "1, 1, 0", "13, 14, 0"})
    void anObjectIsAtTheBorderIfOneOfItsCellsIs(int top, int left, int count) {
        image.clear(0, 1);
        image.add(BAR, 1, top, left);

        assertThat(top + Shape.height(BAR) - 1).isLessThanOrEqualTo(LAST);
        assertThat(Difficulty.objectsAtBorder(image)).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 3, 4, 0", "1, 2, 1, 4, 1", "1, 2, 1, 2, 2", "7, 7, 7, 1, 3", "9, 9, 9, 9, 6"})
    void threeOfTheSameValueAreThreePairs(int first, int second, int third, int fourth, int pairs) {
        image.clear(0, 4);
        image.add(DASH, first, 0, 0);
        image.add(DASH, second, 4, 0);
        image.add(DASH, third, 8, 0);
        image.add(DASH, fourth, 12, 0);

        assertThat(Difficulty.pairsOfEqualValue(image)).isEqualTo(pairs);
    }
}
