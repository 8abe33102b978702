package io.atomicdatasets.check;

import io.atomicdatasets.spec.Condition;
import io.atomicdatasets.spec.Factor;
import io.atomicdatasets.spec.HoldOut;
import java.util.List;

/** Whether an image is held out, by its conditions as they are told, one after the other. */
final class PlainHoldOut {
    private final List<Condition> conditions;
    private final int side;

    PlainHoldOut(HoldOut holdOut, int side) {
        conditions = holdOut.when();
        this.side = side;
    }

    /** Whether one of the objects of an image whose cells begin at {@code offset} fulfils one of the conditions. */
    boolean holds(List<FoundObject> objects, byte[] cells, int offset) {
        return conditions.stream()
                .anyMatch(condition -> objects.stream()
                        .anyMatch(object -> condition.bounds().entrySet().stream()
                                .allMatch(bound -> bound.getValue()
                                        .contains(number(bound.getKey(), object, objects.size(), cells, offset)))));
    }

    private int number(Factor factor, FoundObject object, int objects, byte[] cells, int offset) {
        return switch (factor) {
            case OBJECTS -> objects;
            case KIND -> ShapeFamilies.of(object).orElseThrow().kind().code();
            case FAMILY -> ShapeFamilies.of(object).orElseThrow().code();
            case VALUE -> cells[offset + object.firstCell(side)] & 0xFF;
            case SIZE -> object.size();
            case ROW -> object.top();
            case COLUMN -> object.left();
        };
    }
}
