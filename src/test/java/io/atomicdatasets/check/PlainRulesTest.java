package io.atomicdatasets.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.image.AtomicImage;
import io.atomicdatasets.image.Candidates;
import io.atomicdatasets.image.ImageGenerator;
import io.atomicdatasets.image.SplitRule;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Kind;
import io.atomicdatasets.spec.LabelScheme;
import io.atomicdatasets.spec.Labels;
import io.atomicdatasets.spec.Palette;
import io.atomicdatasets.spec.Recipe;
import io.atomicdatasets.spec.Specs;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader's plain rules, held against published values and against the fast rules of the generator. */
class PlainRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|ef46db3751d8e999",
                "a|d24ec4f1a98c6e5b",
                "abc|44bc2cf5ad770999",
                "xxhash|32dd38952c4bc720",
                "Nobody inspects the spammish repetition|fbcea83c8a378bf1"
            })
    void theHashIsThatOfTheReferenceImplementation(String text, String hash) {
        assertThat(Long.toHexString(Xxh64.hash(text.getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(hash);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 16, 23, 32})
    void bothSplitRulesAgree(int side) {
        DatasetSpec spec = Specs.of(
                "num_images",
                10,
                "grid_size",
                side,
                "splits",
                Map.of("train", new BigDecimal("0.5"), "val", new BigDecimal("0.3"), "test", new BigDecimal("0.2")));
        PlainSplitRule plain = new PlainSplitRule(spec.splits(), side);
        new Candidates(spec).walk(0, 20_000, (split, label, image) -> {
            assertThat(plain.splitOf(image.cells(), 0)).isEqualTo(split);
            return true;
        });
    }

    /** And find the same objects, one by sets of cells and one by whole rows. */
    @ParameterizedTest
    @ValueSource(ints = {8, 9, 16, 23, 32})
    void bothSplitRulesAgreeOnShapes(int side) {
        DatasetSpec spec = Specs.of(
                "num_images",
                10,
                "grid_size",
                side,
                "max_objects",
                8,
                "split_by",
                "shapes",
                "splits",
                Map.of("train", new BigDecimal("0.5"), "val", new BigDecimal("0.3"), "test", new BigDecimal("0.2")));
        PlainSplitRule plain = new PlainSplitRule(spec.splits(), side);
        SplitRule rule = new SplitRule(spec.division(), spec.recipe());
        ObjectFinder finder = new ObjectFinder(side);
        Components components = new Components(side, 8);
        new Candidates(spec).walk(0, 10_000, (split, label, image) -> {
            assertThat(plain.splitOf(finder.components(image.cells(), 0))).isEqualTo(split);
            assertThat(components.read(image.occupied())).isTrue();
            assertThat(rule.splitOf(components.shapes())).isEqualTo(split);
            return true;
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "####.###/........|2",
                "#.#.#.#./......../#.......|5",
                "#......./.#....../..#...../...#..../....#.../.....#../......#./.......#|1",
                "#.......#/#########|-1",
                "#/#/#/#/#/#/#/#/#|-1",
                "#.#.#.#.#/........./#.#.#.#.#|-1"
            })
    void componentsAreCountedUnlessThereCannotBeSuch(String picture, int count) {
        int[] rows = new int[16];
        String[] lines = picture.split("/", -1);
        for (int row = 0; row < lines.length; row++) {
            for (int column = 0; column < lines[row].length(); column++) {
                rows[row] |= lines[row].charAt(column) == '#' ? Integer.MIN_VALUE >>> column : 0;
            }
        }
        Components components = new Components(16, 8);

        assertThat(components.read(rows) ? components.shapes().size() : -1).isEqualTo(count);
    }

    @Test
    void theObjectsOfManyImagesAreFoundAgainFromTheCells() {
        Recipe recipe = new Recipe(32, Palette.ARC, 8, 8, Recipe.DEFAULT.mix(), 1);
        ImageGenerator generator = new ImageGenerator(recipe, 1);
        AtomicImage image = new AtomicImage(recipe);
        ObjectFinder finder = new ObjectFinder(recipe.gridSize());
        for (int candidate = 0; candidate < 20_000; candidate++) {
            generator.generate(candidate, image);
            List<String> made = new ArrayList<>();
            for (int i = 0; i < image.objects(); i++) {
                made.add(image.top(i) + " " + image.left(i) + " " + image.height(i) + " " + image.width(i) + " "
                        + image.size(i) + " " + image.family(i).code() + " "
                        + image.family(i).kind().code());
            }

            assertThat(finder.components(image.cells(), 0))
                    .map(found -> {
                        ShapeFamily family = ShapeFamilies.of(found).orElseThrow();
                        return found.top() + " " + found.left() + " " + found.height() + " " + found.width() + " "
                                + found.size() + " " + family.code() + " "
                                + family.kind().code();
                    })
                    .containsExactlyInAnyOrderElementsOf(made);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#########",
                "#",
                "####/####/####/####",
                "#.#",
                "##/##/##/##/##/##/##/##",
                "#......../#......../#########"
            })
    void whatNoObjectLooksLikeHasNoFamily(String picture) {
        assertThat(ShapeFamilies.of(new FoundObject(0, 0, List.of(picture.split("/")))))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void labelsAreThoseOfTheGenerator(LabelScheme scheme) {
        Recipe recipe = new Recipe(16, Palette.ARC, 1, 6, Recipe.DEFAULT.mix(), 1);
        Labels labels = new Labels(scheme, recipe);
        PlainLabels plain = new PlainLabels(scheme, recipe.maxObjects());
        ImageGenerator generator = new ImageGenerator(recipe, 5);
        AtomicImage image = new AtomicImage(recipe);
        for (int candidate = 0; candidate < 20_000; candidate++) {
            generator.generate(candidate, image);
            List<Kind> kinds = new ArrayList<>();
            List<Integer> sizes = new ArrayList<>();
            for (int i = 0; i < image.objects(); i++) {
                kinds.add(image.family(i).kind());
                sizes.add(image.size(i));
            }

            assertThat(plain.labelOf(kinds, sizes))
                    .isEqualTo(labels.labelOf(image.objectsByKind(), image.cellsByKind()));
        }
    }
}
