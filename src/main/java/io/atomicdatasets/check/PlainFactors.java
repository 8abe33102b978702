package io.atomicdatasets.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Shapes, orientations and difficulty of an image, found again from its objects as pictures of characters. For one thread at a
 * time.
 */
final class PlainFactors {
    private static final int BOARD = 8; // rows and columns of the largest shape
    private static final int SYMMETRIES = 8;
    private static final int NONE = 255;
    private static final int NUMBERS = 3; // that tell of difficulty

    private final int side;
    private final int slots;

    PlainFactors(int side, int slots) {
        this.side = side;
        this.slots = slots;
    }

    /**
     * Whether the arrays tell what the cells show.
     *
     * @param image its place in the block
     * @param objects of the image, in the order of their slots
     */
    boolean hold(Block block, int image, List<FoundObject> objects) {
        ByteBuffer shapes = ByteBuffer.wrap(block.elements(Block.SHAPES)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] orientations = block.elements(Block.ORIENTATIONS);
        for (int slot = 0; slot < slots; slot++) {
            int at = image * slots + slot;
            boolean isObject = slot < objects.size();
            String shape = isObject ? shape(objects.get(slot).rows()) : "0".repeat(BOARD * BOARD);
            if (shapes.getLong(Long.BYTES * at) != Long.parseUnsignedLong(shape, 2)
                    || (orientations[at] & 0xFF)
                            != (isObject ? orientation(objects.get(slot).rows(), shape) : NONE)) {
                return false;
            }
        }
        byte[] difficulty = block.elements(Block.DIFFICULTY);
        return (difficulty[NUMBERS * image] & 0xFF) == smallestGap(objects)
                && difficulty[NUMBERS * image + 1] == atBorder(objects)
                && difficulty[NUMBERS * image + 2] == equalPairs(valuesOf(objects, block, image));
    }

    /** Of the eight boards that show the picture, each turned or mirrored in another way, the smallest: 64 digits, 0 or 1. */
    private static String shape(List<String> picture) {
        return Collections.min(boards(picture));
    }

    /** In which way, counted from 0, the shape has to be turned or mirrored to become the picture. */
    private static int orientation(List<String> picture, String shape) {
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

    /** Free rows or columns between the nearest cells of two objects. */
    private static int smallestGap(List<FoundObject> objects) {
        int smallest = NONE;
        for (int i = 0; i < objects.size(); i++) {
            for (int j = i + 1; j < objects.size(); j++) {
                smallest = Math.min(smallest, objects.get(i).distanceTo(objects.get(j)) - 1);
            }
        }
        return smallest;
    }

    private int atBorder(List<FoundObject> objects) {
        int count = 0;
        for (FoundObject object : objects) {
            boolean isAtBorder = object.top() == 0
                    || object.left() == 0
                    || object.top() + object.height() == side
                    || object.left() + object.width() == side;
            count += isAtBorder ? 1 : 0;
        }
        return count;
    }

    private List<Integer> valuesOf(List<FoundObject> objects, Block block, int image) {
        List<Integer> values = new ArrayList<>();
        for (FoundObject object : objects) {
            int first = object.rows().get(0).indexOf(FoundObject.CELL);
            int cell = (image * side + object.top()) * side + object.left() + first;
            values.add(block.elements(Block.IMAGES)[cell] & 0xFF);
        }
        return values;
    }

    private static int equalPairs(List<Integer> values) {
        int pairs = 0;
        for (int value : values) {
            pairs += Collections.frequency(values, value) - 1; // each pair is counted from both sides
        }
        return pairs / 2;
    }
}
