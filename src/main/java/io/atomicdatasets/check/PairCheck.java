package io.atomicdatasets.check;

import io.atomicdatasets.image.Shape;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Edit;
import io.atomicdatasets.spec.Split;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Whether partners are in the split of their images, and differ from them in just one factor of just one object, which is what is
 * told of them; from the cells of both.
 *
 * <p>For one thread at a time; allocates nothing per image.
 */
final class PairCheck {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int NUMBERS = 4;
    // The places of the numbers in a row of edits.
    private static final int SLOT = 0;
    private static final int FACTOR = 1;
    private static final int FROM = 2;
    private static final int TO = 3;
    private static final int NONE = -1;
    private static final int SEVERAL = -2;

    private final Edit edit;
    private final int side;
    private final PlaceInDivision division;
    private final OccupiedCells occupied;
    private final Components objects;
    private final Components partners;
    private final long[] notCounted = new long[Tally.BYTE_VALUES];

    PairCheck(DatasetSpec spec, Edit edit) {
        this.edit = edit;
        side = spec.recipe().gridSize();
        division = new PlaceInDivision(spec);
        occupied = new OccupiedCells(spec.recipe());
        objects = new Components(side, spec.recipe().maxObjects());
        partners = new Components(side, spec.recipe().maxObjects());
    }

    /**
     * Whether that holds of one image.
     *
     * @param cells with those of the image from {@code offset} on
     * @param others with those of the partner from {@code offset} on
     * @param masks with those of the image from {@code offset} on, if they are told
     * @param edits int64 (n, 4) with those of the image in row {@code row}
     */
    boolean holds(
            Split split, byte[] cells, byte[] others, int offset, byte @Nullable [] masks, byte[] edits, int row) {
        boolean isFound = occupied.read(cells, offset, notCounted) && objects.read(occupied.rows());
        if (!isFound || !occupied.read(others, offset, notCounted) || !partners.read(occupied.rows())) {
            return false;
        }
        if (division.brokenIn(split, occupied.rows(), others, offset) != null) {
            return false;
        }
        int before = onlyIn(objects, cells, partners, others, offset);
        int after = onlyIn(partners, others, objects, cells, offset);
        long slot = number(edits, row, SLOT);
        if (before < 0 || slot < 0 || slot >= objects.count() || number(edits, row, FACTOR) != edit.code()) {
            return false;
        }
        if (masks != null && masks[offset + firstCell(objects, before)] != slot + 1) {
            return false;
        }
        return differ(before, after, cells, others, offset, number(edits, row, FROM), number(edits, row, TO));
    }

    private static long number(byte[] edits, int row, int which) {
        return (long) EIGHT_BYTES.get(edits, (row * NUMBERS + which) * Long.BYTES);
    }

    private int firstCell(Components found, int object) {
        return place(found, object) + Long.numberOfLeadingZeros(found.shape(object)); // which is in its first row
    }

    /** Whether two objects differ as they are told to, and in nothing else. */
    private boolean differ(int before, int after, byte[] cells, byte[] others, int offset, long from, long to) {
        if (edit == Edit.REMOVE) {
            return after == NONE && from == 1 && to == 0;
        }
        if (after < 0 || objects.count() != partners.count()) {
            return false;
        }
        long shape = objects.shape(before);
        long other = partners.shape(after);
        int place = place(objects, before);
        int otherPlace = place(partners, after);
        int value = value(objects, before, cells, offset);
        int otherValue = value(partners, after, others, offset);
        return switch (edit) {
            case MOVE -> shape == other && value == otherValue && from == place && to == otherPlace;
            case RECOLOUR -> shape == other && place == otherPlace && from == value && to == otherValue;
            case TURN ->
                value == otherValue
                        && place == otherPlace
                        && Shape.canonical(shape) == Shape.canonical(other)
                        && from == Shape.orientation(shape)
                        && to == Shape.orientation(other);
            case REPLACE ->
                value == otherValue
                        && place == otherPlace
                        && from != to
                        && from == Shape.canonical(shape)
                        && to == Shape.canonical(other);
            case REMOVE -> throw new IllegalStateException("what is missing has no shape");
        };
    }

    /** The only object of the one that the other lacks; {@link #NONE} or {@link #SEVERAL} if it is not one, or not of one value. */
    private int onlyIn(Components one, byte[] cells, Components other, byte[] others, int offset) {
        int only = NONE;
        for (int i = 0; i < one.count(); i++) {
            int value = value(one, i, cells, offset);
            if (value == NONE) {
                return SEVERAL;
            }
            boolean isInBoth = false;
            for (int j = 0; j < other.count(); j++) {
                isInBoth |= one.shape(i) == other.shape(j)
                        && place(one, i) == place(other, j)
                        && value == value(other, j, others, offset);
            }
            if (!isInBoth) {
                only = only == NONE ? i : SEVERAL;
            }
        }
        return only;
    }

    private int place(Components found, int object) {
        return found.top(object) * side + found.left(object);
    }

    /** What all cells of an object hold; {@link #NONE} if they differ. */
    private int value(Components found, int object, byte[] cells, int offset) {
        int value = NONE;
        for (long rest = found.shape(object); rest != 0; rest &= ~Long.highestOneBit(rest)) {
            int cell = Long.numberOfLeadingZeros(rest);
            int at = offset + place(found, object) + cell / Byte.SIZE * side + cell % Byte.SIZE;
            int here = cells[at] & 0xFF;
            if (value != NONE && here != value) {
                return NONE;
            }
            value = here;
        }
        return value;
    }
}
