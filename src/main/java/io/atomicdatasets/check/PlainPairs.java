package io.atomicdatasets.check;

import io.atomicdatasets.spec.Edit;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Whether an image and its partner differ as is told of them, by pictures of the objects that both have. */
final class PlainPairs {
    private static final int ORIENTATIONS = 8;
    private static final int LARGEST_SIDE = 8;

    private final Edit edit;
    private final int side;

    /** Pairs of images whose sides have so many cells. */
    PlainPairs(Edit edit, int side) {
        this.edit = edit;
        this.side = side;
    }

    /**
     * An object with what its cells hold.
     *
     * @param object as it was found
     * @param value in all of its cells
     */
    record Coloured(FoundObject object, int value) {
        long place(int side) {
            return (long) side * object.top() + object.left();
        }
    }

    /**
     * Whether they do.
     *
     * @param objects of the image
     * @param partners those of the partner
     * @param told slot, factor, from and to
     */
    boolean differ(List<Coloured> objects, List<Coloured> partners, List<Long> told) {
        List<Coloured> before = new ArrayList<>(objects);
        before.removeAll(partners);
        List<Coloured> after = new ArrayList<>(partners);
        after.removeAll(objects);
        boolean isOne = before.size() == 1 && after.size() == (edit == Edit.REMOVE ? 0 : 1);
        if (!isOne || told.get(1) != edit.code()) {
            return false;
        }
        Coloured old = before.get(0);
        Coloured now = after.isEmpty() ? old : after.get(0);
        boolean isInPlace = old.place(side) == now.place(side);
        boolean isAlike = old.value == now.value && isInPlace;
        List<String> shape = old.object.rows();
        List<String> other = now.object.rows();
        List<Long> fromTo =
                switch (edit) {
                    case MOVE -> List.of(old.place(side), now.place(side));
                    case RECOLOUR -> List.of((long) old.value, (long) now.value);
                    case TURN -> List.of(orientation(shape), orientation(other));
                    case REMOVE -> List.of(1L, 0L);
                    case REPLACE -> List.of(number(canonical(shape)), number(canonical(other)));
                };
        boolean isOnlyThat =
                switch (edit) {
                    case MOVE -> old.value == now.value && shape.equals(other);
                    case RECOLOUR -> isInPlace && shape.equals(other);
                    case TURN -> isAlike && canonical(shape).equals(canonical(other));
                    case REMOVE -> true;
                    case REPLACE -> isAlike && !canonical(shape).equals(canonical(other));
                };
        return isOnlyThat && told.subList(2, told.size()).equals(fromTo);
    }

    /** The picture with the smallest number of all that it shows when it is turned and mirrored. */
    static List<String> canonical(List<String> rows) {
        List<List<String>> pictures = new ArrayList<>();
        for (int orientation = 0; orientation < ORIENTATIONS; orientation++) {
            pictures.add(oriented(rows, orientation));
        }
        return Collections.min(pictures, Comparator.comparing(PlainPairs::packed, Arrays::compareUnsigned));
    }

    private static long orientation(List<String> rows) {
        List<String> canonical = canonical(rows);
        for (int orientation = 0; orientation < ORIENTATIONS; orientation++) {
            if (oriented(canonical, orientation).equals(rows)) {
                return orientation;
            }
        }
        throw new IllegalStateException("a picture is one of those that its canonical one shows");
    }

    /** Transposed if bit 0 is set, then upside down by bit 1, then mirrored by bit 2. */
    private static List<String> oriented(List<String> rows, int orientation) {
        List<String> picture = rows;
        if ((orientation & 1) != 0) {
            picture = ShapeFamilies.mirrored(ShapeFamilies.turned(picture));
        }
        if ((orientation & 2) != 0) {
            picture = new ArrayList<>(picture);
            Collections.reverse(picture);
        }
        return (orientation & 4) != 0 ? ShapeFamilies.mirrored(picture) : List.copyOf(picture);
    }

    /** Eight rows of eight cells as bits, the first highest. */
    static long number(List<String> rows) {
        return ByteBuffer.wrap(packed(rows)).getLong();
    }

    private static byte[] packed(List<String> rows) {
        byte[] packed = new byte[LARGEST_SIDE];
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).length(); column++) {
                packed[row] |= (byte) (rows.get(row).charAt(column) == FoundObject.CELL ? 0x80 >> column : 0);
            }
        }
        return packed;
    }
}
