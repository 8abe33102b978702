package io.atomicdatasets.report;

import io.atomicdatasets.check.PickedImage;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Recipe;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.List;

/**
 * Images in rows, each under its label and above its partner: ten a row, or fifteen pairs, or fewer and larger ones where there
 * are few.
 */
final class ContactSheet {
    private static final int MOST_COLUMNS = 10;
    private static final int MOST_COLUMNS_OF_PAIRS = 15; // so that a hundred have as much room
    private static final int TITLE_HEIGHT = 40;
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.PLAIN, 26);

    private final Recipe recipe;
    private final LabelNames names;
    private final List<PickedImage> images;
    private final int stacked;
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
        boolean arePairs = recipe.pairs().isPresent();
        stacked = arePairs ? 2 : 1;
        int most = arePairs ? MOST_COLUMNS_OF_PAIRS : MOST_COLUMNS;
        int best = most;
        int side = width / most;
        for (int some = 1; some < most; some++) {
            int large = Math.min(width / some, (room / rows(images.size(), some) - TITLE_HEIGHT) / stacked);
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
        return stacked * tileSide + TITLE_HEIGHT;
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
        int y = top + TITLE_HEIGHT;
        PickedImage partner = image.partner();
        String title = names.title(image.label(), partner == null ? image.label() : partner.label());
        canvas.setFont(Lettering.fitting(title, TITLE, tileSide - tileSide / 24));
        FontMetrics metrics = canvas.getFontMetrics();
        canvas.setColor(Inks.TEXT);
        canvas.drawString(title, left + (tileSide - metrics.stringWidth(title)) / 2, y - metrics.getDescent());

        Squares squares = new Squares(recipe, image, cell);
        squares.draw(canvas, left + (tileSide - squares.width()) / 2, y);
    }
}
