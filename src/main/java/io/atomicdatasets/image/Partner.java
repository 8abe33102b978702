package io.atomicdatasets.image;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Labels;

/**
 * The counterfactual partner of an image: the same objects in the same slots, of which just one differs in just one factor; a
 * buffer that is filled with its image. Where an object is removed, those behind it move up a slot.
 */
public final class Partner {
    private final AtomicImage image;
    private final Labels labels;

    private boolean isMade;
    private int slot;
    private int factor;
    private long from;
    private long to;

    Partner(DatasetSpec spec) {
        image = new AtomicImage(spec.recipe());
        labels = spec.labels();
    }

    /** Makes it one that differs so; its image is to be that by now. */
    void differs(int slotOfObject, int factorCode, long before, long after) {
        isMade = true;
        slot = slotOfObject;
        factor = factorCode;
        from = before;
        to = after;
    }

    /** Forgets what it was. */
    void clear() {
        isMade = false;
    }

    /** Whether the image has a partner: not every image leaves room for one. */
    public boolean isMade() {
        return isMade;
    }

    /** What it shows; of the same candidate. */
    public AtomicImage image() {
        return image;
    }

    /** The label of what it shows. */
    public int label() {
        return labels.labelOf(image.objectsByKind(), image.cellsByKind());
    }

    /** The slot of the object that differs, as the image counts them: 0 for the first. */
    public int slot() {
        return slot;
    }

    /** What it differs in: 0 place, 1 value, 2 orientation, 3 presence, 4 shape. */
    public int factor() {
        return factor;
    }

    /**
     * What the factor is in the image. A place is the number of the first cell of the object's box, row by row; an orientation
     * that of {@link Shape#orientation}; presence 1; a shape that of {@link Shape#canonical}.
     */
    public long from() {
        return from;
    }

    /** What the factor is in the partner, in the same way; the presence of an object that is missing is 0. */
    public long to() {
        return to;
    }
}
