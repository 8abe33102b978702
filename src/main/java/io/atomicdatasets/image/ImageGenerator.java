package io.atomicdatasets.image;

import io.atomicdatasets.spec.Palette;
import io.atomicdatasets.spec.Recipe;
import org.jspecify.annotations.Nullable;

/**
 * The pure function {@code image(recipe, seed, candidate)}. Fastest for consecutive candidates, which are drawn in batches.
 *
 * <p>Not thread-safe; allocates nothing per image.
 */
public final class ImageGenerator {
    /** The most draws of an image; those of its partner follow. */
    static final int DRAWS_PER_IMAGE = 100;

    private final Palette palette;
    private final boolean hasValueRules;
    private final ValueDraws values;
    private final Draws draws;
    private final Placement placement;
    private final @Nullable PartnerMaker partners;

    public ImageGenerator(Recipe recipe, long seed) {
        this.palette = recipe.palette();
        this.hasValueRules = !recipe.objectValues().areUnrestricted();
        this.values = new ValueDraws(recipe.objectValues(), recipe.maxObjects());
        this.draws = new Draws(recipe, seed);
        this.placement = Placement.of(recipe);
        this.partners = recipe.pairs()
                .map(edit -> new PartnerMaker(recipe, edit, draws))
                .orElse(null);
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
        for (int draw = 0; draw < DRAWS_PER_IMAGE && image.objects() < aimedAt; draw++) {
            long shape = draws.shape(place, draw);
            long positions = draws.positions(place, draw);
            long fraction = CounterRandom.fraction(positions);
            int value = palette.lowest() + CounterRandom.digit(fraction, palette.size());
            if (placement.find(shape, CounterRandom.rest(fraction, palette.size()), positions, step)) {
                image.add(
                        shape, hasValueRules ? ruled(image, place, draw) : value, placement.row(), placement.column());
                if (image.objects() < aimedAt) {
                    placement.block();
                }
            }
        }
        Partner partner = image.partner();
        if (partners != null && partner != null) {
            partners.make(image, partner, place);
        }
    }

    private int ruled(AtomicImage image, int place, int draw) {
        return values.next(image.objects(), draws.value(place, 0), draws.value(place, draw));
    }
}
