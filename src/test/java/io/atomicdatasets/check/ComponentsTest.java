package io.atomicdatasets.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.image.AtomicImage;
import io.atomicdatasets.image.ImageGenerator;
import io.atomicdatasets.spec.Palette;
import io.atomicdatasets.spec.Recipe;
import org.junit.jupiter.api.Test;

class ComponentsTest {
    @Test
    void theKindsOfAMillionObjectsAreFoundAgainFromTheCells() {
        Recipe recipe = new Recipe(32, Palette.ARC, 8, 8, Recipe.DEFAULT.mix(), 1);
        ImageGenerator generator = new ImageGenerator(recipe, 1);
        AtomicImage image = new AtomicImage(recipe);
        Components components = new Components(recipe.gridSize());
        int objects = 0;
        for (int candidate = 0; objects < 1_000_000; candidate++) {
            generator.generate(candidate, image);
            objects += image.objects();

            assertThat(components.find(image.occupied())).isTrue();
            assertThat(components.objectsByKind()).isEqualTo(image.objectsByKind());
            assertThat(components.cellsByKind()).isEqualTo(image.cellsByKind());
        }
    }

    @Test
    void aComponentLargerThanAnyObjectIsNoObject() {
        Components components = new Components(16);
        int[] wide = new int[16];
        wide[3] = 0xFF80_0000;
        int[] high = new int[16];
        java.util.Arrays.fill(high, 2, 11, 0x0010_0000);

        assertThat(components.find(wide)).isFalse();
        assertThat(components.find(high)).isFalse();
    }
}
