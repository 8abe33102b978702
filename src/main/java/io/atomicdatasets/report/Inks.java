package io.atomicdatasets.report;

import io.atomicdatasets.spec.Palette;
import java.awt.Color;

/** The colours of the pictures. */
final class Inks {
    static final Color PAPER = Color.WHITE;
    static final Color TEXT = new Color(0x222222);
    static final Color FAINT_TEXT = new Color(0x6B6B6B);
    static final Color RULE = new Color(0xDDDDDD);
    static final Color FRAME = new Color(0xBBBBBB);
    static final Color BAR = new Color(0x3B6FB6);
    static final Color ASKED = new Color(0xC9CED6);

    /** The colours in which people draw the Abstraction and Reasoning Corpus, by value 0..9. */
    private static final int[] ARC = {
        0x000000, 0x0074D9, 0xFF4136, 0x2ECC40, 0xFFDC00, 0xAAAAAA, 0xF012BE, 0xFF851B, 0x7FDBFF, 0x870C25,
    };

    private Inks() {}

    /** The colour of a cell as 0xRRGGBB: gray levels as they are, or the corpus's colours. */
    static int ofCell(int value, Palette palette) {
        return switch (palette) {
            case GRAY -> value * 0x010101;
            case ARC -> ARC[value];
        };
    }

    /** Everything that is not gray, so that an indexed picture can hold it exactly. */
    static int[] colours() {
        int[] colours = new int[ARC.length + 2];
        System.arraycopy(ARC, 0, colours, 0, ARC.length);
        colours[ARC.length] = BAR.getRGB() & 0xFFFFFF;
        colours[ARC.length + 1] = ASKED.getRGB() & 0xFFFFFF;
        return colours;
    }
}
