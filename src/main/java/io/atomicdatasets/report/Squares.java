package io.atomicdatasets.report;

import io.atomicdatasets.check.PickedImage;
import io.atomicdatasets.spec.Recipe;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/** An image whose cells are squares; below it its partner, if it has one, with a frame around the object that differs in both. */
final class Squares {
    private static final int CELLS_BETWEEN = 1; // an image and its partner

    private final Recipe recipe;
    private final PickedImage image;
    private final int cell;
    private final int side;

    /**
     * An image of this recipe.
     *
     * @param cell pixels of a cell's side
     */
    Squares(Recipe recipe, PickedImage image, int cell) {
        this.recipe = recipe;
        this.image = image;
        this.cell = cell;
        side = cell * recipe.gridSize();
    }

    /** Pixels of a row. */
    int width() {
        return side;
    }

    /** Rows of pixels. */
    int height() {
        return image.partner() == null ? side : 2 * side + CELLS_BETWEEN * cell;
    }

    void draw(Graphics2D canvas, int left, int top) {
        drawCells(canvas, image, left, top);
        PickedImage partner = image.partner();
        if (partner != null) {
            int below = top + side + CELLS_BETWEEN * cell;
            drawCells(canvas, partner, left, below);
            ChangedObject changed = new ChangedObject(recipe, image, partner);
            changed.box(image).ifPresent(box -> drawFrame(canvas, box, left, top));
            changed.box(partner).ifPresent(box -> drawFrame(canvas, box, left, below));
        }
    }

    private void drawCells(Graphics2D canvas, PickedImage each, int left, int top) {
        canvas.drawImage(pixels(each), left, top, side, side, null);
        canvas.setColor(Inks.FRAME);
        canvas.drawRect(left - 1, top - 1, side + 1, side + 1);
    }

    /** The image with one pixel a cell. */
    private BufferedImage pixels(PickedImage each) {
        int cells = recipe.gridSize();
        BufferedImage pixels = new BufferedImage(cells, cells, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < cells; row++) {
            for (int column = 0; column < cells; column++) {
                pixels.setRGB(column, row, Inks.ofCell(each.cell(row, column, cells), recipe.palette()));
            }
        }
        return pixels;
    }

    /** Draws a frame a little away from the cells, within the image. */
    private void drawFrame(Graphics2D canvas, Rectangle box, int left, int top) {
        int away = Math.max(1, cell / 4);
        int thick = Math.max(1, (cell + 4) / 6);
        Rectangle all = new Rectangle(left, top, side, side);
        Rectangle frame = new Rectangle(left + box.x * cell, top + box.y * cell, box.width * cell, box.height * cell);
        frame.grow(away + thick, away + thick);
        frame = frame.intersection(all);
        canvas.setColor(Color.WHITE); // which no colour of a cell but the lightest gray is near to
        canvas.fillRect(frame.x, frame.y, frame.width, thick);
        canvas.fillRect(frame.x, frame.y + frame.height - thick, frame.width, thick);
        canvas.fillRect(frame.x, frame.y, thick, frame.height);
        canvas.fillRect(frame.x + frame.width - thick, frame.y, thick, frame.height);
    }
}
