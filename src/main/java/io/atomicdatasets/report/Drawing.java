package io.atomicdatasets.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.function.Consumer;

/**
 * What is to be drawn on paper of a size.
 *
 * @param width pixels of a row
 * @param height rows
 * @param strokes draws on the canvas, the same each time
 */
record Drawing(int width, int height, Consumer<Graphics2D> strokes) {
    /** All of it. */
    BufferedImage picture() {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        draw(picture, 0);
        return picture;
    }

    /** Draws the rows from {@code top} on, as many as the band has, over what it held. */
    void draw(BufferedImage band, int top) {
        Graphics2D canvas = band.createGraphics();
        try {
            canvas.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            canvas.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
            canvas.setColor(Inks.PAPER);
            canvas.fillRect(0, 0, band.getWidth(), band.getHeight());
            canvas.translate(0, -top);
            canvas.clipRect(0, top, width, band.getHeight());
            strokes.accept(canvas);
        } finally {
            canvas.dispose();
        }
    }
}
