package io.atomicdatasets.check;

import io.atomicdatasets.spec.ObjectValues;
import io.atomicdatasets.spec.ValueMode;
import java.util.ArrayList;
import java.util.List;

/** Whether objects have the values that {@code value_mode} and {@code values} allow. */
final class ValueCheck {
    private final int side;
    private final ValueMode mode;
    private final boolean[] isPossible = new boolean[Tally.BYTE_VALUES];

    /** Checks of images whose sides have so many cells. */
    ValueCheck(ObjectValues values, int side) {
        this.side = side;
        mode = values.valueMode();
        for (int value : values.possible()) {
            isPossible[value] = true;
        }
    }

    /** Whether the cells of an image hold such values, as far as that is seen without telling objects apart. */
    boolean cellsHold(byte[] cells, int offset) {
        int first = 0;
        for (int cell = offset; cell < offset + side * side; cell++) {
            int value = cells[cell] & 0xFF;
            if (value != 0) {
                first = first == 0 ? value : first;
                if (!isPossible[value] || (mode == ValueMode.SAME && value != first)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether each object of an image has a single value, and those of all of them go together. */
    boolean objectsHold(byte[] cells, int offset, List<FoundObject> objects) {
        List<Integer> values = new ArrayList<>();
        for (FoundObject object : objects) {
            List<Integer> own = new ArrayList<>();
            for (int cell = 0; cell < side * side; cell++) {
                if (object.covers(cell / side, cell % side)) {
                    own.add(cells[offset + cell] & 0xFF);
                }
            }
            if (own.stream().distinct().count() != 1) {
                return false;
            }
            values.add(own.get(0));
        }
        long different = values.stream().distinct().count();
        return switch (mode) {
            case INDEPENDENT -> true;
            case DISTINCT -> different == values.size();
            case SAME -> different == 1;
        };
    }
}
