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
            long shape = isObject ? PlainShapes.number(objects.get(slot).rows()) : 0;
            int orientation =
                    isObject ? PlainShapes.orientation(objects.get(slot).rows()) : NONE;
            if (shapes.getLong(Long.BYTES * at) != shape || (orientations[at] & 0xFF) != orientation) {
                return false;
            }
        }
        byte[] difficulty = block.elements(Block.DIFFICULTY);
        return (difficulty[NUMBERS * image] & 0xFF) == smallestGap(objects)
                && difficulty[NUMBERS * image + 1] == atBorder(objects)
                && difficulty[NUMBERS * image + 2] == equalPairs(valuesOf(objects, block, image));
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
            int cell = image * side * side + object.firstCell(side);
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
