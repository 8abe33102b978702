package io.atomicdatasets.report;

import io.atomicdatasets.check.PickedImage;
import io.atomicdatasets.spec.Recipe;
import java.awt.Rectangle;
import java.util.ArrayDeque;
import java.util.Optional;

/** The object in which an image and its partner differ, as the cells of both show it: objects of pairs have a gap between them. */
final class ChangedObject {
    private final int side;
    private final boolean[] holdsIt;

    /** Finds it in a pair of this recipe: what differs, and all that it touches. */
    ChangedObject(Recipe recipe, PickedImage image, PickedImage partner) {
        side = recipe.gridSize();
        holdsIt = new boolean[side * side];
        ArrayDeque<Integer> found = new ArrayDeque<>();
        for (int cell = 0; cell < holdsIt.length; cell++) {
            if (value(image, cell) != value(partner, cell)) {
                holdsIt[cell] = true;
                found.add(cell);
            }
        }
        while (!found.isEmpty()) {
            int cell = found.remove();
            for (int row = Math.max(0, cell / side - 1); row <= Math.min(side - 1, cell / side + 1); row++) {
                for (int column = Math.max(0, cell % side - 1);
                        column <= Math.min(side - 1, cell % side + 1);
                        column++) {
                    int near = row * side + column;
                    if (!holdsIt[near] && (value(image, near) | value(partner, near)) != 0) {
                        holdsIt[near] = true;
                        found.add(near);
                    }
                }
            }
        }
    }

    private int value(PickedImage image, int cell) {
        return image.cell(cell / side, cell % side, side);
    }

    /** Its box in one image of the pair, in columns and rows; nothing where it is missing. */
    Optional<Rectangle> box(PickedImage image) {
        Rectangle box = new Rectangle(0, 0, -1, -1); // which grows by what is added, and no more
        for (int cell = 0; cell < holdsIt.length; cell++) {
            if (holdsIt[cell] && value(image, cell) != 0) {
                box.add(new Rectangle(cell % side, cell / side, 1, 1));
            }
        }
        return Optional.of(box).filter(each -> !each.isEmpty());
    }
}
