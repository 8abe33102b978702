package io.atomicdatasets.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.spec.Family;
import io.atomicdatasets.spec.Kind;
import io.atomicdatasets.spec.Mix;
import io.atomicdatasets.spec.Palette;
import io.atomicdatasets.spec.Recipe;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a million first objects are like, held against the rules' numbers. */
class DistributionTest {
    private static final int IMAGES = 1_000_000;
    private static final Recipe RECIPE = Recipe.DEFAULT;

    private static final long[] AIMED_AT = new long[5];
    private static final long[] KINDS = new long[Kind.COUNT];
    private static final long[] VALUES = new long[256];
    private static final long[] LINE_DIRECTIONS = new long[4];
    private static final long[] LINE_LENGTHS = new long[9];
    private static final long[] RECTANGLES = new long[6 * 6];
    private static final long[] PATTERN_FAMILIES = new long[5];
    private static final long[] BLOB_SIZES = new long[16];
    private static final Map<Family, Map<Long, Long>> PATTERNS = new HashMap<>();
    private static final Map<Integer, Map<Long, Long>> SMALL_BLOBS = new HashMap<>();
    /** Positions of objects by height and width of their box. */
    private static final Map<Integer, long[]> POSITIONS = new TreeMap<>();

    @BeforeAll
    static void makeImages() {
        ImageGenerator generator = new ImageGenerator(RECIPE, 2026);
        AtomicImage image = new AtomicImage(RECIPE);
        for (int candidate = 0; candidate < IMAGES; candidate++) {
            generator.generate(candidate, image);
            count(image);
        }
    }

    private static void count(AtomicImage image) {
        AIMED_AT[image.aimedAt()]++;
        Family family = image.family(0);
        int height = image.height(0);
        int width = image.width(0);
        KINDS[family.kind().code()]++;
        VALUES[image.value(0)]++;
        switch (family.kind()) {
            case LINE -> {
                LINE_DIRECTIONS[family.code() - Family.LINE_HORIZONTAL.code()]++;
                LINE_LENGTHS[image.size(0)]++;
            }
            case RECTANGLE -> RECTANGLES[6 * height + width]++;
            case PATTERN -> {
                PATTERN_FAMILIES[Patterns.FAMILIES.indexOf(family)]++;
                PATTERNS.computeIfAbsent(family, key -> new HashMap<>()).merge(image.shape(0), 1L, Long::sum);
            }
            case BLOB -> {
                BLOB_SIZES[image.size(0)]++;
                SMALL_BLOBS
                        .computeIfAbsent(image.size(0), key -> new HashMap<>())
                        .merge(image.shape(0), 1L, Long::sum);
            }
        }
        int rows = RECIPE.gridSize() - height + 1;
        int columns = RECIPE.gridSize() - width + 1;
        POSITIONS
                .computeIfAbsent(8 * height + width, key -> new long[rows * columns])[
                image.top(0) * columns + image.left(0)]++;
    }

    @Test
    void everyNumberOfObjectsIsAimedAtEquallyOften() {
        ChiSquare.assertFits("objects", AIMED_AT, new double[] {0, 1, 1, 1, 1});
    }

    @Test
    void kindsAreDrawnByTheMix() {
        ChiSquare.assertFits("kinds", KINDS, new double[] {0.4, 0.2, 0.2, 0.2});
    }

    @Test
    void valuesAreUniformInThePalette() {
        double[] weights = new double[256];
        java.util.Arrays.fill(weights, 64, 256, 1);
        ChiSquare.assertFits("values", VALUES, weights);
    }

    @Test
    void linesHaveTheirDirectionsAndLengths() {
        ChiSquare.assertFits("directions", LINE_DIRECTIONS, new double[] {0.3, 0.3, 0.2, 0.2});
        ChiSquare.assertFits("lengths", LINE_LENGTHS, new double[] {0, 0, 1, 1, 1, 1, 1, 1, 1});
    }

    @Test
    void rectanglesUpTo15CellsAreEquallyFrequent() {
        double[] weights = new double[36];
        for (int height = 2; height <= 5; height++) {
            for (int width = 2; width <= 5; width++) {
                weights[6 * height + width] = height * width <= 15 ? 1 : 0;
            }
        }
        ChiSquare.assertFits("rectangles", RECTANGLES, weights);
    }

    @Test
    void patternsAreUniformOverFamiliesThenShapesThenSymmetries() {
        ChiSquare.assertFits("families", PATTERN_FAMILIES, new double[] {1, 1, 1, 1, 1});
        for (Family family : Patterns.FAMILIES) {
            Map<Long, Double> weights = new TreeMap<>();
            for (long shape : Patterns.shapes(family)) {
                weights.merge(shape, 1.0, Double::sum);
            }
            assertFits(family.label(), PATTERNS.get(family), weights);
        }
    }

    @Test
    void blobSizesAreUniform() {
        ChiSquare.assertFits("blob sizes", BLOB_SIZES, new double[] {0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
    }

    @Test
    void smallBlobsAreAsFrequentAsTheGrowthRuleSays() {
        for (int size = 3; size <= 5; size++) {
            Map<Long, Double> weights = grownExactly(size);
            weights.keySet().removeIf(shape -> Families.of(shape) != Family.BLOB);
            assertFits("blobs of " + size, SMALL_BLOBS.get(size), weights);
        }
    }

    @Test
    void positionsAreUniformForEveryShapeOfBox() {
        assertThat(POSITIONS).hasSizeGreaterThan(30);
        POSITIONS.forEach((box, counts) -> {
            double[] weights = new double[counts.length];
            java.util.Arrays.fill(weights, 1);
            long total = java.util.Arrays.stream(counts).sum();
            if (total > 5L * counts.length) {
                ChiSquare.assertFits("positions of " + box / 8 + "x" + box % 8, counts, weights);
            }
        });
    }

    /** Blobs of more than six cells are grown in the generator's own way. */
    @Test
    void largeBlobsAreLikeThoseOfTheReference() {
        Recipe blobs = new Recipe(8, Palette.ARC, 1, 1, new Mix(1, 0, 0, 0), 0);
        int images = 40_000;
        long[][] made = new long[2][16 * 16 * 64];
        ImageGenerator generator = new ImageGenerator(blobs, 8);
        AtomicImage image = new AtomicImage(blobs);
        ReferenceGenerator reference = new ReferenceGenerator(blobs, 8);
        for (int i = 0; i < images; i++) {
            generator.generate(i, image);
            made[0][boxAndSize(image.size(0), image.height(0), image.width(0))]++;
            Set<ReferenceGenerator.Cell> cells = reference.image().get(0).cells();
            made[1][boxAndSize(cells.size(), ReferenceGenerator.height(cells), ReferenceGenerator.width(cells))]++;
        }

        ChiSquare.assertSame("boxes and sizes of blobs", made[0], made[1]);
    }

    private static int boxAndSize(int size, int height, int width) {
        return (16 * size + height) * 16 + width;
    }

    /** In a crowded image lost draws bias what stands, which only the rules themselves can tell. */
    @Test
    void crowdedImagesAreLikeThoseOfTheReference() {
        Recipe crowded = new Recipe(9, Palette.ARC, 2, 6, new Mix(1, 1, 1, 1), 1);
        int images = 10_000;
        long[][] made = new long[4][64];
        long[][] expected = new long[4][64];
        ImageGenerator generator = new ImageGenerator(crowded, 7);
        AtomicImage image = new AtomicImage(crowded);
        ReferenceGenerator reference = new ReferenceGenerator(crowded, 7);
        for (int i = 0; i < images; i++) {
            generator.generate(i, image);
            List<ReferenceGenerator.Thing> things = reference.image();
            made[0][image.objects()]++;
            expected[0][things.size()]++;
            // Objects of one image depend on each other, so one of each place is taken.
            int place = i % crowded.maxObjects();
            if (place < image.objects()) {
                made[1][8 * place + image.family(place).kind().code()]++;
                made[2][image.size(place)]++;
                made[3][4 * place + image.top(place) / 3]++;
            }
            if (place < things.size()) {
                ReferenceGenerator.Thing thing = things.get(place);
                expected[1][8 * place + thing.kind().code()]++;
                expected[2][thing.cells().size()]++;
                expected[3][
                        4 * place
                                + thing.cells().stream()
                                                .mapToInt(ReferenceGenerator.Cell::row)
                                                .min()
                                                .orElseThrow()
                                        / 3]++;
            }
        }

        assertThat(made[0][6]).as("the recipe is crowded").isLessThan(images / 5 * 4 / 5);
        ChiSquare.assertSame("objects that stand", made[0], expected[0]);
        ChiSquare.assertSame("kinds by place", made[1], expected[1]);
        ChiSquare.assertSame("sizes", made[2], expected[2]);
        ChiSquare.assertSame("rows by place", made[3], expected[3]);
    }

    private static void assertFits(String what, Map<Long, Long> counts, Map<Long, Double> weights) {
        Set<Long> shapes = new HashSet<>(counts.keySet());
        shapes.addAll(weights.keySet());
        long[] observed = new long[shapes.size()];
        double[] expected = new double[shapes.size()];
        int i = 0;
        for (long shape : shapes) {
            observed[i] = counts.getOrDefault(shape, 0L);
            expected[i++] = weights.getOrDefault(shape, 0.0);
        }
        ChiSquare.assertFits(what, observed, expected);
    }

    /** The probability of every shape that growth to this size can reach, by walking all ways. */
    private static Map<Long, Double> grownExactly(int size) {
        Map<Set<ReferenceGenerator.Cell>, Double> grown = Map.of(Set.of(new ReferenceGenerator.Cell(0, 0)), 1.0);
        for (int cells = 1; cells < size; cells++) {
            Map<Set<ReferenceGenerator.Cell>, Double> next = new HashMap<>();
            grown.forEach((blob, probability) -> grow(blob, probability, next));
            grown = next;
        }
        Map<Long, Double> shapes = new TreeMap<>();
        grown.forEach((blob, probability) -> {
            int top = blob.stream().mapToInt(ReferenceGenerator.Cell::row).min().orElseThrow();
            int left = blob.stream()
                    .mapToInt(ReferenceGenerator.Cell::column)
                    .min()
                    .orElseThrow();
            long shape = 0;
            for (ReferenceGenerator.Cell cell : blob) {
                shape |= Shape.cell(cell.row() - top, cell.column() - left);
            }
            shapes.merge(shape, probability, Double::sum);
        });
        return shapes;
    }

    private static void grow(
            Set<ReferenceGenerator.Cell> blob, double probability, Map<Set<ReferenceGenerator.Cell>, Double> next) {
        Map<ReferenceGenerator.Cell, Integer> neighbours = new HashMap<>();
        for (ReferenceGenerator.Cell cell : blob) {
            for (int i = 0; i < 9; i++) {
                ReferenceGenerator.Cell neighbour =
                        new ReferenceGenerator.Cell(cell.row() + i / 3 - 1, cell.column() + i % 3 - 1);
                if (!blob.contains(neighbour)) {
                    neighbours.merge(neighbour, 1, Integer::sum);
                }
            }
        }
        double total = neighbours.values().stream().mapToInt(n -> n * (n + 1)).sum();
        neighbours.forEach((cell, n) -> {
            Set<ReferenceGenerator.Cell> grown = new HashSet<>(blob);
            grown.add(cell);
            next.merge(grown, probability * n * (n + 1) / total, Double::sum);
        });
    }
}
