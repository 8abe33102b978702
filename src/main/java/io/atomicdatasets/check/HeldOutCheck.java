package io.atomicdatasets.check;

import io.atomicdatasets.image.Families;
import io.atomicdatasets.image.HeldOut;

/** Whether an image fulfils a condition that is held out, from its cells alone. */
final class HeldOutCheck {
    private final HeldOut heldOut;
    private final int side;

    /** Checks of images whose sides have so many cells. */
    HeldOutCheck(HeldOut heldOut, int side) {
        this.heldOut = heldOut;
        this.side = side;
    }

    /**
     * Whether an image does.
     *
     * @param objects of the image
     * @param cells with those of the image from {@code offset} on
     */
    boolean holds(Components objects, byte[] cells, int offset) {
        int fulfilled = 0;
        for (int i = 0; i < objects.count(); i++) {
            long shape = objects.shape(i);
            int size = Long.bitCount(shape);
            if (size < Tally.SIZES) { // else it is no object
                int firstCell = objects.left(i) + Long.numberOfLeadingZeros(shape);
                int value = cells[offset + objects.top(i) * side + firstCell] & 0xFF;
                fulfilled |= heldOut.fulfilledBy(
                        objects.count(), Families.of(shape), value, size, objects.top(i), objects.left(i));
            }
        }
        return fulfilled != 0;
    }
}
