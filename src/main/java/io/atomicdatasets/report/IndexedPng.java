package io.atomicdatasets.report;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Encodes a picture with one byte a pixel: a third of the bytes to compress, and exact for the colours of {@link Inks}.
 * Grays are off by at most one level in 255, other colours become the nearest.
 */
final class IndexedPng {
    private static final int MOST_COLOURS = 256;
    private static final int WHITE = 0xFFFFFF;

    private final int[] palette = new int[MOST_COLOURS];
    private final Map<Integer, Byte> nearest = new HashMap<>();

    IndexedPng() {
        int[] colours = Inks.colours();
        int grays = MOST_COLOURS - colours.length;
        for (int i = 0; i < grays; i++) {
            palette[i] = Math.round(255f * i / (grays - 1)) * 0x010101;
        }
        System.arraycopy(colours, 0, palette, grays, colours.length);
    }

    /** The PNG of an INT_RGB picture. */
    byte[] encode(BufferedImage rgb) throws IOException {
        BufferedImage indexed = new BufferedImage(
                rgb.getWidth(),
                rgb.getHeight(),
                BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(8, MOST_COLOURS, palette, 0, false, -1, DataBuffer.TYPE_BYTE));
        int[] from = ((DataBufferInt) rgb.getRaster().getDataBuffer()).getData();
        byte[] to = ((DataBufferByte) indexed.getRaster().getDataBuffer()).getData();
        int last = WHITE;
        byte lastIndex = indexOf(last);
        for (int i = 0; i < from.length; i++) {
            int colour = from[i] & 0xFFFFFF;
            if (colour != last) { // pictures are mostly runs
                last = colour;
                lastIndex = nearest.computeIfAbsent(colour, this::indexOf);
            }
            to[i] = lastIndex;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.setUseCache(false);
        ImageIO.write(indexed, "png", out);
        return out.toByteArray();
    }

    private byte indexOf(int colour) {
        int best = 0;
        for (int i = 1; i < palette.length; i++) {
            best = distance(palette[i], colour) < distance(palette[best], colour) ? i : best;
        }
        return (byte) best;
    }

    private static int distance(int a, int b) {
        int red = (a >> 16 & 0xFF) - (b >> 16 & 0xFF);
        int green = (a >> 8 & 0xFF) - (b >> 8 & 0xFF);
        int blue = (a & 0xFF) - (b & 0xFF);
        return red * red + green * green + blue * blue;
    }
}
