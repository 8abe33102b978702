package io.atomicdatasets.image;

import io.atomicdatasets.spec.Kind;
import io.atomicdatasets.spec.Mix;
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
    private final Blobs blobs = new Blobs();
    /** The sums of the mix's weights up to each kind. */
    private final long[] weightsUpTo = new long[Kind.COUNT];

    public ImageGenerator(Recipe recipe, long seed) {
        this.recipe = recipe;
        this.random = new CounterRandom(seed);
        this.placement = new Placement(recipe);
        Mix mix = recipe.mix();
        long sum = 0;
        for (Kind kind : Kind.values()) {
            sum += mix.weight(kind);
            weightsUpTo[kind.code()] = sum;
        }
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
            long shape = drawShape();
            if (placement.find(shape, Shape.height(shape), Shape.width(shape), random)) {
                int value = palette.lowest() + random.below(palette.size());
                image.add(shape, value, placement.row(), placement.column());
            }
        }
    }

    private long drawShape() {
        long weight = random.below(weightsUpTo[Kind.COUNT - 1]);
        if (weight < weightsUpTo[0]) {
            return blobs.draw(random);
        }
        if (weight < weightsUpTo[1]) {
            return Rectangles.draw(random);
        }
        return weight < weightsUpTo[2] ? Lines.draw(random) : Patterns.draw(random);
    }
}
