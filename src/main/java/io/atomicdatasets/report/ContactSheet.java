package io.atomicdatasets.report;

import io.atomicdatasets.check.PickedImage;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Recipe;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Images in rows, each under its label: ten a row, or fewer and larger ones where there are few. */
final class ContactSheet {
    private static final int MOST_COLUMNS = 10;
    private static final int TITLE_HEIGHT = 40;
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.PLAIN, 26);

    private final Recipe recipe;
    private final LabelNames names;
    private final List<PickedImage> images;
    private final int columns;
    private final int tileSide;
    private final int indent;

    /**
     * A sheet of images of this request.
     *
     * @param width pixels of a full row
     * @param room pixels that few images may fill from top to bottom; many may need more
     */
    ContactSheet(DatasetSpec spec, List<PickedImage> images, int width, int room) {
        this.recipe = spec.recipe();
        this.names = new LabelNames(spec.labels());
        this.images = images;
        int best = MOST_COLUMNS;
        int side = width / MOST_COLUMNS;
        for (int some = 1; some < MOST_COLUMNS; some++) {
            int large = Math.min(width / some, room / rows(images.size(), some) - TITLE_HEIGHT);
            if (large > side) {
                best = some;
                side = large;
            }
        }
        columns = best;
        tileSide = side;
        indent = (width - columns * tileSide) / 2;
    }

    private static int rows(int images, int columns) {
        return Math.max(1, (images + columns - 1) / columns);
    }

    /** Pixels of all rows. */
    int height() {
        return rows(images.size(), columns) * rowHeight();
    }

    private int rowHeight() {
        return tileSide + TITLE_HEIGHT;
    }

    /** Draws the images in their order from the left and the top. */
    void draw(Graphics2D canvas, int left, int top) {
        for (int i = 0; i < images.size(); i++) {
            int x = left + indent + i % columns * tileSide;
            int y = top + i / columns * rowHeight();
            if (canvas.hitClip(x, y, tileSide, rowHeight())) {
                drawTile(canvas, x, y, images.get(i));
            }
        }
    }

    private void drawTile(Graphics2D canvas, int left, int top, PickedImage image) {
        int cell = (tileSide - tileSide / 12) / recipe.gridSize(); // whole pixels, so that all cells are equal
        int side = cell * recipe.gridSize();
        int x = left + (tileSide - side) / 2;
        int y = top + TITLE_HEIGHT;
        String title = names.title(image.label());
        canvas.setFont(Lettering.fitting(title, TITLE, tileSide - tileSide / 24));
        FontMetrics metrics = canvas.getFontMetrics();
        canvas.setColor(Inks.TEXT);
        canvas.drawString(title, left + (tileSide - metrics.stringWidth(title)) / 2, y - metrics.getDescent());

        canvas.drawImage(pixels(recipe, image), x, y, side, side, null);
        canvas.setColor(Inks.FRAME);
        canvas.drawRect(x - 1, y - 1, side + 1, side + 1);
    }

    /** The image with one pixel a cell. */
    static BufferedImage pixels(Recipe recipe, PickedImage image) {
        int side = recipe.gridSize();
        BufferedImage pixels = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                int value = image.cell(row, column, side);
                pixels.setRGB(column, row, Inks.ofCell(value, recipe.palette()));
            }
        }
        return pixels;
    }
}
