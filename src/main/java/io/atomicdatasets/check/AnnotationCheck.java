package io.atomicdatasets.check;

import io.atomicdatasets.image.Families;
import io.atomicdatasets.image.Family;
import io.atomicdatasets.spec.Recipe;

/** Holds the ground truth of one image against its cells. For one thread at a time. */
final class AnnotationCheck {
    private static final int NONE = 255;
    private static final int BOX = 4;
    private static final int SHAPE_SIDE = 8;

    private final int gridSize;
    private final int slots;

    AnnotationCheck(Recipe recipe) {
        gridSize = recipe.gridSize();
        slots = recipe.maxObjects();
    }

    /** Whether masks, kinds, values, families, boxes and sizes tell what the cells show. */
    boolean holds(Block block, int image) {
        int cells = image * gridSize * gridSize;
        boolean ended = false;
        for (int slot = 0; slot < slots; slot++) {
            int at = image * slots + slot;
            boolean unused = at(block, Block.SIZES, at) == 0;
            if (unused ? !isEmpty(block, at) : ended || !isObject(block, cells, slot, at)) {
                return false;
            }
            ended = unused;
        }
        for (int cell = 0; cell < gridSize * gridSize; cell++) {
            int owner = at(block, Block.MASKS, cells + cell);
            int value = owner == 0 || owner > slots ? 0 : at(block, Block.VALUES, image * slots + owner - 1);
            if (owner > slots || at(block, Block.IMAGES, cells + cell) != value) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEmpty(Block block, int at) {
        int box = at * BOX;
        return at(block, Block.KINDS, at) == NONE
                && at(block, Block.FAMILIES, at) == NONE
                && at(block, Block.VALUES, at) == 0
                && at(block, Block.BOXES, box) == 0
                && at(block, Block.BOXES, box + 1) == 0
                && at(block, Block.BOXES, box + 2) == 0
                && at(block, Block.BOXES, box + 3) == 0;
    }

    /** Whether the cells of one mask fill its box, are as many as said, and have the family and kind that are said. */
    private boolean isObject(Block block, int cells, int slot, int at) {
        int top = gridSize;
        int left = gridSize;
        int bottom = -1;
        int right = -1;
        int size = 0;
        for (int cell = 0; cell < gridSize * gridSize; cell++) {
            if (at(block, Block.MASKS, cells + cell) == slot + 1) {
                top = Math.min(top, cell / gridSize);
                bottom = Math.max(bottom, cell / gridSize);
                left = Math.min(left, cell % gridSize);
                right = Math.max(right, cell % gridSize);
                size++;
            }
        }
        int box = at * BOX;
        boolean bounds = at(block, Block.BOXES, box) == top
                && at(block, Block.BOXES, box + 1) == left
                && at(block, Block.BOXES, box + 2) == bottom - top + 1
                && at(block, Block.BOXES, box + 3) == right - left + 1;
        if (!bounds || bottom - top >= SHAPE_SIDE || right - left >= SHAPE_SIDE) {
            return false;
        }
        Family family = Families.of(shape(block, cells, slot, top, left));
        return size == at(block, Block.SIZES, at)
                && family.code() == at(block, Block.FAMILIES, at)
                && family.kind().code() == at(block, Block.KINDS, at);
    }

    private long shape(Block block, int cells, int slot, int top, int left) {
        long shape = 0;
        for (int row = top; row < Math.min(gridSize, top + SHAPE_SIDE); row++) {
            for (int column = left; column < Math.min(gridSize, left + SHAPE_SIDE); column++) {
                if (at(block, Block.MASKS, cells + row * gridSize + column) == slot + 1) {
                    shape |= 1L << (Long.SIZE - 1 - (SHAPE_SIDE * (row - top) + column - left));
                }
            }
        }
        return shape;
    }

    private static int at(Block block, int array, int index) {
        return block.elements(array)[index] & 0xFF;
    }
}
