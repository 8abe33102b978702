package io.atomicdatasets.check;

import java.util.List;

/**
 * An object as it was found among the cells.
 *
 * @param top the first row of its box
 * @param left the first column of its box
 * @param rows what its box shows: {@link #CELL} for its cells, another character for the others
 */
record FoundObject(int top, int left, List<String> rows) {
    static final char CELL = '#';
    static final char NO_CELL = '.';

    FoundObject {
        rows = List.copyOf(rows);
    }

    int height() {
        return rows.size();
    }

    int width() {
        return rows.get(0).length();
    }

    int size() {
        int size = 0;
        for (String row : rows) {
            for (int column = 0; column < row.length(); column++) {
                size += row.charAt(column) == CELL ? 1 : 0;
            }
        }
        return size;
    }

    /** The number of its first cell, row by row, in a grid whose sides have so many. */
    int firstCell(int side) {
        return top * side + left + rows.get(0).indexOf(CELL);
    }

    /** Whether this is one of its cells, in rows and columns of the grid. */
    boolean covers(int row, int column) {
        return row >= top
                && row < top + height()
                && column >= left
                && column < left + width()
                && rows.get(row - top).charAt(column - left) == CELL;
    }

    /** Whether its cells hang together, diagonals included. */
    boolean isConnected() {
        byte[] cells = new byte[side() * side()];
        for (int row = 0; row < height(); row++) {
            for (int column = 0; column < width(); column++) {
                cells[row * side() + column] = (byte) (covers(top + row, left + column) ? 1 : 0);
            }
        }
        return new ObjectFinder(side()).components(cells, 0).size() == 1;
    }

    private int side() {
        return Math.max(height(), width());
    }

    /** Whether any of its cells is within {@code distance} rows and columns of one of the other's. */
    boolean isWithin(int distance, FoundObject other) {
        for (int row = top; row < top + height(); row++) {
            for (int column = left; column < left + width(); column++) {
                if (covers(row, column) && other.hasCellAround(row, column, distance)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** How many rows or columns, whichever are more, the nearest cells of both are from each other. */
    int distanceTo(FoundObject other) {
        int nearest = Integer.MAX_VALUE;
        for (int row = top; row < top + height(); row++) {
            for (int column = left; column < left + width(); column++) {
                if (covers(row, column)) {
                    nearest = Math.min(nearest, other.distanceFrom(row, column));
                }
            }
        }
        return nearest;
    }

    private int distanceFrom(int row, int column) {
        int nearest = Integer.MAX_VALUE;
        for (int mine = top; mine < top + height(); mine++) {
            for (int beside = left; beside < left + width(); beside++) {
                if (covers(mine, beside)) {
                    nearest = Math.min(nearest, Math.max(Math.abs(mine - row), Math.abs(beside - column)));
                }
            }
        }
        return nearest;
    }

    private boolean hasCellAround(int row, int column, int distance) {
        for (int near = row - distance; near <= row + distance; near++) {
            for (int beside = column - distance; beside <= column + distance; beside++) {
                if (covers(near, beside)) {
                    return true;
                }
            }
        }
        return false;
    }
}
