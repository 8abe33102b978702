package io.atomicdatasets.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Shapes and orientations of objects, by their pictures. */
final class PlainShapes {
    private static final int BOARD = 8; // rows and columns of the largest shape
    private static final int SYMMETRIES = 8;

    private PlainShapes() {}

    /** The shape of a picture, however it is turned and mirrored, as a number of 64 bits. */
    static long number(List<String> picture) {
        return Long.parseUnsignedLong(smallest(picture), 2);
    }

    /** Of the eight boards that show the picture, each turned or mirrored in another way, the smallest: 64 digits, 0 or 1. */
    private static String smallest(List<String> picture) {
        return Collections.min(boards(picture));
    }

    /** In which way, counted from 0, the shape has to be turned or mirrored to become the picture. */
    static int orientation(List<String> picture) {
        String shape = smallest(picture);
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < BOARD; row++) {
            rows.add(shape.substring(BOARD * row, BOARD * (row + 1))
                    .replace('0', FoundObject.NO_CELL)
                    .replace('1', FoundObject.CELL));
        }
        return boards(cut(rows)).indexOf(board(picture));
    }

    /** Rows and columns without the empty ones behind the last cell. */
    private static List<String> cut(List<String> rows) {
        int height = 0;
        int width = 0;
        for (int row = 0; row < rows.size(); row++) {
            int last = rows.get(row).lastIndexOf(FoundObject.CELL);
            height = last >= 0 ? row + 1 : height;
            width = Math.max(width, last + 1);
        }
        List<String> cut = new ArrayList<>();
        for (String row : rows.subList(0, height)) {
            cut.add(row.substring(0, width));
        }
        return cut;
    }

    /** The boards of a picture that is turned and mirrored: the bits of each number say whether to transpose, reverse rows, columns. */
    private static List<String> boards(List<String> picture) {
        List<String> boards = new ArrayList<>();
        for (int way = 0; way < SYMMETRIES; way++) {
            List<String> rows = new ArrayList<>((way & 1) == 0 ? picture : transposed(picture));
            if ((way & 2) != 0) {
                Collections.reverse(rows);
            }
            if ((way & 4) != 0) {
                rows.replaceAll(row -> new StringBuilder(row).reverse().toString());
            }
            boards.add(board(rows));
        }
        return boards;
    }

    private static List<String> transposed(List<String> picture) {
        List<String> columns = new ArrayList<>();
        for (int column = 0; column < picture.get(0).length(); column++) {
            StringBuilder cells = new StringBuilder();
            for (String row : picture) {
                cells.append(row.charAt(column));
            }
            columns.add(cells.toString());
        }
        return columns;
    }

    /** A picture in the top left corner of a board, as 64 digits. */
    private static String board(List<String> picture) {
        StringBuilder digits = new StringBuilder();
        for (int row = 0; row < BOARD; row++) {
            for (int column = 0; column < BOARD; column++) {
                boolean isCell = row < picture.size()
                        && column < picture.get(row).length()
                        && picture.get(row).charAt(column) == FoundObject.CELL;
                digits.append(isCell ? '1' : '0');
            }
        }
        return digits.toString();
    }
}
