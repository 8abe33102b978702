package io.atomicdatasets.report;

import java.awt.Font;
import java.awt.font.FontRenderContext;

/** Texts that must not be wider than their place. */
final class Lettering {
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, false);

    private Lettering() {}

    /** Pixels that a text takes. */
    static double width(String text, Font font) {
        return font.getStringBounds(text, CONTEXT).getWidth();
    }

    /** The font, or as much less of it as makes the text fit. */
    static Font fitting(String text, Font font, int width) {
        double taken = width(text, font);
        return taken <= width ? font : font.deriveFont((float) (font.getSize2D() * width / taken));
    }
}
