package io.atomicdatasets.image;

import io.atomicdatasets.spec.Palette;
import io.atomicdatasets.spec.Recipe;

/**
 * The pure function {@code image(recipe, seed, candidate)}. Fastest for consecutive candidates, which are drawn in batches.
 *
 * <p>Not thread-safe; allocates nothing per image.
 */
public final class ImageGenerator {
    private static final int DRAWS_PER_IMAGE = 100;

    private final Recipe recipe;
    private final Draws draws;
    private final Placement placement;

    public ImageGenerator(Recipe recipe, long seed) {
        this.recipe = recipe;
        this.draws = new Draws(recipe, seed);
        this.placement = Placement.of(recipe);
    }

    /** Fills {@code image} with the candidate's number and no object, for those who want no more of it. */
    public void number(long candidate, AtomicImage image) {
        image.clear(candidate, 0);
    }

    /**
     * Fills {@code image} with one candidate.
     *
     * @param candidate 0, 1, 2, ...
     * @param image a buffer made for the same recipe
     */
    public void generate(long candidate, AtomicImage image) {
        int place = draws.place(candidate);
        int aimedAt = draws.aimedAt(place);
        long step = draws.step(place);
        placement.clear();
        image.clear(candidate, aimedAt);
        Palette palette = recipe.palette();
        for (int draw = 0; draw < DRAWS_PER_IMAGE && image.objects() < aimedAt; draw++) {
            long shape = draws.shape(place, draw);
            long positions = draws.positions(place, draw);
            long fraction = CounterRandom.fraction(positions);
            int value = palette.lowest() + CounterRandom.digit(fraction, palette.size());
            if (placement.find(shape, CounterRandom.rest(fraction, palette.size()), positions, step)) {
                image.add(shape, value, placement.row(), placement.column());
                if (image.objects() < aimedAt) {
                    placement.block();
                }
            }
        }
    }
}
