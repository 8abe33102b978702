package io.atomicdatasets.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Finds objects among the cells of an image, the plain way. */
final class ObjectFinder {
    private final int side;

    ObjectFinder(int side) {
        this.side = side;
    }

    /**
     * The 8-connected components of the cells that are not 0, by their first cells. With a gap of at least 1 each is one
     * object.
     */
    List<FoundObject> components(byte[] cells, int offset) {
        boolean[] seen = new boolean[side * side];
        List<FoundObject> found = new ArrayList<>();
        for (int cell = 0; cell < side * side; cell++) {
            if (cells[offset + cell] != 0 && !seen[cell]) {
                boolean[] component = new boolean[side * side];
                fill(cell, cells, offset, seen, component);
                found.add(cut(each -> component[each]).orElseThrow());
            }
        }
        return found;
    }

    /** The object of the cells that hold {@code number}; nothing if there are none. */
    Optional<FoundObject> numbered(int number, byte[] masks, int offset) {
        return cut(cell -> (masks[offset + cell] & 0xFF) == number);
    }

    private void fill(int first, byte[] cells, int offset, boolean[] seen, boolean[] component) {
        Deque<Integer> open = new ArrayDeque<>();
        seen[first] = true;
        open.push(first);
        while (!open.isEmpty()) {
            int cell = open.pop();
            component[cell] = true;
            for (int row = cell / side - 1; row <= cell / side + 1; row++) {
                for (int column = cell % side - 1; column <= cell % side + 1; column++) {
                    boolean isInside = row >= 0 && row < side && column >= 0 && column < side;
                    if (isInside && cells[offset + row * side + column] != 0 && !seen[row * side + column]) {
                        seen[row * side + column] = true;
                        open.push(row * side + column);
                    }
                }
            }
        }
    }

    private Optional<FoundObject> cut(IntPredicate belongs) {
        int top = side;
        int left = side;
        int bottom = -1;
        int right = -1;
        for (int cell = 0; cell < side * side; cell++) {
            if (belongs.test(cell)) {
                top = Math.min(top, cell / side);
                bottom = Math.max(bottom, cell / side);
                left = Math.min(left, cell % side);
                right = Math.max(right, cell % side);
            }
        }
        if (bottom < 0) {
            return Optional.empty();
        }
        List<String> rows = new ArrayList<>();
        for (int row = top; row <= bottom; row++) {
            StringBuilder cells = new StringBuilder();
            for (int column = left; column <= right; column++) {
                cells.append(belongs.test(row * side + column) ? FoundObject.CELL : FoundObject.NO_CELL);
            }
            rows.add(cells.toString());
        }
        return Optional.of(new FoundObject(top, left, rows));
    }
}
