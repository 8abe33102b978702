package io.atomicdatasets.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.spec.Mix;
import io.atomicdatasets.spec.Palette;
import io.atomicdatasets.spec.Recipe;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PlacementTest {
    @Property
    void smallGridsFindTheSamePlacesAsGridsOfAnySize(
            @ForAll @IntRange(min = 8, max = 16) int gridSize,
            @ForAll @IntRange(max = 2) int minGap,
            @ForAll long seed) {
        Recipe recipe = new Recipe(gridSize, Palette.ARC, 1, 8, Mix.DEFAULT, minGap);
        Placement words = new PlacementByWords(recipe);
        Placement rows = new PlacementByRows(recipe);
        Draws draws = new Draws(recipe, seed);
        for (int candidate = 0; candidate < 20; candidate++) {
            words.clear();
            rows.clear();
            int place = draws.place(candidate);
            for (int draw = 0; draw < 20; draw++) {
                long shape = draws.shape(place, draw);
                long positions = draws.positions(place, draw);
                long fraction = CounterRandom.fraction(positions);
                boolean found = words.find(shape, fraction, positions, draws.step(place));

                assertThat(rows.find(shape, fraction, positions, draws.step(place)))
                        .isEqualTo(found);
                if (found) {
                    assertThat(rows.row()).isEqualTo(words.row());
                    assertThat(rows.column()).isEqualTo(words.column());
                    words.block();
                    rows.block();
                }
            }
        }
    }
}
