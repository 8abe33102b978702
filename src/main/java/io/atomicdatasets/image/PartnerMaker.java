package io.atomicdatasets.image;

import io.atomicdatasets.spec.Edit;
import io.atomicdatasets.spec.Recipe;
import io.atomicdatasets.spec.ValueMode;

/**
 * Makes partners of images: draws an object and what it becomes, until that can be. The draws are those behind the ones that the
 * image itself may use, so that images are those of a recipe without partners.
 *
 * <p>Not thread-safe; allocates nothing per image.
 */
final class PartnerMaker {
    private static final int TRIES = 16;

    private final Edit edit;
    private final int gridSize;
    private final int[] possible;
    private final boolean areDistinct;
    private final Draws draws;
    private final Placement placement;

    PartnerMaker(Recipe recipe, Edit edit, Draws draws) {
        this.edit = edit;
        this.draws = draws;
        gridSize = recipe.gridSize();
        possible = recipe.objectValues().possible();
        areDistinct = recipe.objectValues().valueMode() == ValueMode.DISTINCT;
        placement = Placement.of(recipe);
    }

    /**
     * Fills the partner, unless no try succeeds.
     *
     * @param place of the candidate among the draws
     */
    void make(AtomicImage image, Partner partner, int place) {
        partner.clear();
        for (int attempt = 0; attempt < TRIES && !partner.isMade(); attempt++) {
            int draw = ImageGenerator.DRAWS_PER_IMAGE + attempt;
            int slot = CounterRandom.digit(draws.choice(place, draw), image.objects());
            switch (edit) {
                case MOVE -> move(image, slot, partner, place, draw);
                case RECOLOUR -> recolour(image, slot, partner, draws.value(place, draw));
                case TURN -> turn(image, slot, partner, draws.value(place, draw));
                case REMOVE -> remove(image, slot, partner);
                case REPLACE -> replace(image, slot, partner, draws.shape(place, draw));
            }
        }
    }

    private void move(AtomicImage image, int slot, Partner partner, int place, int draw) {
        blockOthers(image, slot);
        long positions = draws.positions(place, draw);
        boolean isFree =
                placement.find(image.shape(slot), CounterRandom.fraction(positions), positions, draws.step(place));
        int before = cell(image.top(slot), image.left(slot));
        int after = cell(placement.row(), placement.column());
        if (isFree && after != before) {
            copy(image, partner, slot, image.shape(slot), image.value(slot), placement.row(), placement.column());
            partner.differs(slot, edit.code(), before, after);
        }
    }

    private int cell(int row, int column) {
        return row * gridSize + column;
    }

    private void recolour(AtomicImage image, int slot, Partner partner, long fraction) {
        int free = 0;
        for (int value : possible) {
            free += isFree(value, image, slot) ? 1 : 0;
        }
        int left = free == 0 ? -1 : CounterRandom.digit(fraction, free);
        for (int value : possible) {
            if (isFree(value, image, slot) && left-- == 0) {
                copy(image, partner, slot, image.shape(slot), value, image.top(slot), image.left(slot));
                partner.differs(slot, edit.code(), image.value(slot), value);
            }
        }
    }

    private boolean isFree(int value, AtomicImage image, int slot) {
        if (!areDistinct) {
            return value != image.value(slot);
        }
        for (int i = 0; i < image.objects(); i++) {
            if (image.value(i) == value) {
                return false;
            }
        }
        return true;
    }

    private void turn(AtomicImage image, int slot, Partner partner, long fraction) {
        long shape = image.shape(slot);
        long turned = Shape.symmetry(shape, CounterRandom.digit(fraction, Shape.SYMMETRIES));
        if (turned != shape && fitsInstead(turned, image, slot)) {
            copy(image, partner, slot, turned, image.value(slot), image.top(slot), image.left(slot));
            partner.differs(slot, edit.code(), Shape.orientation(shape), Shape.orientation(turned));
        }
    }

    private void remove(AtomicImage image, int slot, Partner partner) {
        if (image.objects() > 1) {
            AtomicImage copy = partner.image();
            copy.clear(image.candidate(), image.aimedAt());
            for (int i = 0; i < image.objects(); i++) {
                if (i != slot) {
                    copy.add(image.shape(i), image.value(i), image.top(i), image.left(i));
                }
            }
            partner.differs(slot, edit.code(), 1, 0);
        }
    }

    private void replace(AtomicImage image, int slot, Partner partner, long shape) {
        long before = Shape.canonical(image.shape(slot));
        long after = Shape.canonical(shape);
        if (before != after && fitsInstead(shape, image, slot)) {
            copy(image, partner, slot, shape, image.value(slot), image.top(slot), image.left(slot));
            partner.differs(slot, edit.code(), before, after);
        }
    }

    /** Whether an object may have another shape where it stands. */
    private boolean fitsInstead(long shape, AtomicImage image, int slot) {
        blockOthers(image, slot);
        return placement.fits(shape, image.top(slot), image.left(slot));
    }

    private void blockOthers(AtomicImage image, int slot) {
        placement.clear();
        for (int i = 0; i < image.objects(); i++) {
            if (i != slot && placement.fits(image.shape(i), image.top(i), image.left(i))) { // always: they stand there
                placement.block();
            }
        }
    }

    private static void copy(AtomicImage image, Partner partner, int slot, long shape, int value, int top, int left) {
        AtomicImage copy = partner.image();
        copy.clear(image.candidate(), image.aimedAt());
        for (int i = 0; i < image.objects(); i++) {
            if (i == slot) {
                copy.add(shape, value, top, left);
            } else {
                copy.add(image.shape(i), image.value(i), image.top(i), image.left(i));
            }
        }
    }
}
