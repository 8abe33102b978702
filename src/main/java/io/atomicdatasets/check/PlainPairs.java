package io.atomicdatasets.check;

import io.atomicdatasets.spec.Edit;
import java.util.ArrayList;
import java.util.List;

/** Whether an image and its partner differ as is told of them, by pictures of the objects that both have. */
final class PlainPairs {
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
        boolean isOneShape = PlainShapes.number(shape) == PlainShapes.number(other);
        List<Long> fromTo =
                switch (edit) {
                    case MOVE -> List.of(old.place(side), now.place(side));
                    case RECOLOUR -> List.of((long) old.value, (long) now.value);
                    case TURN -> List.of((long) PlainShapes.orientation(shape), (long) PlainShapes.orientation(other));
                    case REMOVE -> List.of(1L, 0L);
                    case REPLACE -> List.of(PlainShapes.number(shape), PlainShapes.number(other));
                };
        boolean isOnlyThat =
                switch (edit) {
                    case MOVE -> old.value == now.value && shape.equals(other);
                    case RECOLOUR -> isInPlace && shape.equals(other);
                    case TURN -> isAlike && !shape.equals(other) && isOneShape;
                    case REMOVE -> true;
                    case REPLACE -> isAlike && !isOneShape;
                };
        return isOnlyThat && told.subList(2, told.size()).equals(fromTo);
    }
}
