package io.atomicdatasets.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.spec.Recipe;
import io.atomicdatasets.spec.Recipes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ImageGeneratorTest {
    @Property(tries = 2000)
    void anyRecipeGivesImagesThatKeepTheRules(
            @ForAll("recipes") Recipe recipe,
            @ForAll @LongRange(min = 0, max = (1L << 53) - 1) long seed,
            @ForAll @LongRange(min = 0, max = 1L << 40) long candidate) {
        AtomicImage image = image(recipe, seed, candidate);
        byte[] cells = image.cells();

        assertThat(image.aimedAt()).isBetween(recipe.minObjects(), recipe.maxObjects());
        assertThat(image.objects()).isBetween(1, image.aimedAt());
        int[] owner = owners(recipe, image);
        for (int cell = 0; cell < cells.length; cell++) {
            int value = owner[cell] < 0 ? 0 : image.value(owner[cell]);
            assertThat(cells[cell] & 0xFF).isEqualTo(value);
            assertThat(value == 0 || recipe.palette().contains(value)).isTrue();
            boolean occupied = image.occupied()[cell / recipe.gridSize()] << cell % recipe.gridSize() < 0;
            assertThat(occupied).isEqualTo(owner[cell] >= 0);
        }
        assertThat(objectsAreApart(owner, recipe)).isTrue();
        assertThat(Arrays.stream(image.objectsByKind()).sum()).isEqualTo(image.objects());
    }

    @Property(tries = 200)
    void anImageDependsOnNothingButItsThreeArguments(@ForAll("recipes") Recipe recipe) {
        ImageGenerator generator = new ImageGenerator(recipe, 5);
        AtomicImage image = new AtomicImage(recipe);
        for (int candidate = 20; candidate >= 0; candidate--) {
            generator.generate(candidate, image);

            assertThat(image.cells()).isEqualTo(image(recipe, 5, candidate).cells());
        }
    }

    /** Candidates are drawn in batches that begin where the generator is asked first. */
    @Property(tries = 300)
    void anImageIsTheSameWhereverItsBatchBegins(
            @ForAll("recipes") Recipe recipe,
            @ForAll @LongRange(min = 0, max = (1L << 53) - 1) long seed,
            @ForAll @LongRange(min = 0, max = 1L << 40) long first) {
        ImageGenerator generator = new ImageGenerator(recipe, seed);
        AtomicImage image = new AtomicImage(recipe);
        for (long candidate = first; candidate < first + 300; candidate++) {
            generator.generate(candidate, image);

            if (candidate % 7 == 0) {
                assertThat(objects(image)).isEqualTo(objects(image(recipe, seed, candidate)));
            }
        }
    }

    @Test
    void seedAndCandidateDoNotChangePlaces() {
        int alike = 0;
        for (long a = 0; a < 64; a++) {
            for (long b = 0; b < a; b++) {
                byte[] one = image(Recipe.DEFAULT, a, b).cells();
                alike += Arrays.equals(one, image(Recipe.DEFAULT, b, a).cells()) ? 1 : 0;
            }
        }

        assertThat(alike).isLessThan(5); // of 2016 pairs; images of one small object can be alike by chance
    }

    @Provide
    Arbitrary<Recipe> recipes() {
        return Recipes.any();
    }

    private static AtomicImage image(Recipe recipe, long seed, long candidate) {
        AtomicImage image = new AtomicImage(recipe);
        new ImageGenerator(recipe, seed).generate(candidate, image);
        return image;
    }

    private static List<List<Object>> objects(AtomicImage image) {
        List<List<Object>> objects = new ArrayList<>();
        for (int i = 0; i < image.objects(); i++) {
            objects.add(List.of(image.family(i), image.shape(i), image.value(i), image.top(i), image.left(i)));
        }
        return objects;
    }

    /** For each cell the object that stands there, or -1; no cell has two. */
    private static int[] owners(Recipe recipe, AtomicImage image) {
        int[] owner = new int[recipe.cells()];
        Arrays.fill(owner, -1);
        for (int object = 0; object < image.objects(); object++) {
            int size = 0;
            for (int row = 0; row < image.height(object); row++) {
                for (int column = 0; column < image.width(object); column++) {
                    if ((image.shape(object) & Shape.cell(row, column)) != 0) {
                        int cell = (image.top(object) + row) * recipe.gridSize() + image.left(object) + column;
                        assertThat(owner[cell]).isEqualTo(-1);
                        owner[cell] = object;
                        size++;
                    }
                }
            }
            assertThat(size).isEqualTo(image.size(object)).isBetween(2, 15);
            assertThat(image.top(object) + image.height(object)).isLessThanOrEqualTo(recipe.gridSize());
            assertThat(image.left(object) + image.width(object)).isLessThanOrEqualTo(recipe.gridSize());
        }
        return owner;
    }

    private static boolean objectsAreApart(int[] owner, Recipe recipe) {
        int side = recipe.gridSize();
        for (int a = 0; a < owner.length; a++) {
            for (int b = 0; b < a && owner[a] >= 0; b++) {
                int distance = Math.max(Math.abs(a / side - b / side), Math.abs(a % side - b % side));
                if (owner[b] >= 0 && owner[a] != owner[b] && distance <= recipe.minGap()) {
                    return false;
                }
            }
        }
        return true;
    }
}
