package io.atomicdatasets.image;

import io.atomicdatasets.spec.Palette;
import io.atomicdatasets.spec.Recipe;

/**
 * {@code image(recipe, seed, candidate)}: the same three give the same image, whatever else happens.
 *
 * <p>For one thread at a time; allocates nothing per image.
 */
public final class ImageGenerator {
    private static final int DRAWS_PER_IMAGE = 100;

    private final Recipe recipe;
    private final CounterRandom random;
    private final Placement placement;
    private final ShapeTable shapes;

    public ImageGenerator(Recipe recipe, long seed) {
        this.recipe = recipe;
        this.random = new CounterRandom(seed);
        this.placement = new Placement(recipe);
        this.shapes = new ShapeTable(recipe.mix());
    }

    /**
     * Fills {@code image} with one candidate.
     *
     * @param candidate 0, 1, 2, ...
     * @param image a buffer made for the same recipe
     */
    public void generate(long candidate, AtomicImage image) {
        random.start(candidate);
        int aimedAt = recipe.minObjects() + random.below(recipe.maxObjects() - recipe.minObjects() + 1);
        placement.clear();
        image.clear(candidate, aimedAt);
        Palette palette = recipe.palette();
        for (int draws = 0; draws < DRAWS_PER_IMAGE && image.objects() < aimedAt; draws++) {
            long shape = shapes.draw(random);
            random.draw();
            int value = palette.lowest() + random.digit(palette.size());
            if (placement.find(shape, random)) {
                image.add(shape, value, placement.row(), placement.column());
                if (image.objects() < aimedAt) {
                    placement.block();
                }
            }
        }
    }
}
