package io.atomicdatasets.report;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Encodes a picture with one byte a pixel: a third of the bytes to compress, and exact for the colours of {@link Inks}.
 * Grays are off by at most one level in 255, other colours become the nearest. ImageIO would try five filters on every
 * row of such a picture, and take four times as long to start.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">Portable Network Graphics, third edition</a>
 */
final class IndexedPng {
    private static final int MOST_COLOURS = 256;
    private static final int WHITE = 0xFFFFFF;
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int LEVEL = 4;
    private static final int BUFFER = 1 << 16;
    private static final int BAND_HEIGHT = 256;

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

    /** The PNG of a drawing. */
    byte[] encode(Drawing drawing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(SIGNATURE);

        ByteBuffer header = ByteBuffer.allocate(13);
        header.putInt(drawing.width());
        header.putInt(drawing.height());
        header.put((byte) 8); // bits of an index
        header.put((byte) 3); // colour type: indexed
        header.put((byte) 0); // compression method: zlib
        header.put((byte) 0); // filter method: one filter type a row
        header.put((byte) 0); // not interlaced
        writeChunk(out, "IHDR", header.array(), header.capacity());

        ByteBuffer colours = ByteBuffer.allocate(3 * MOST_COLOURS);
        for (int colour : palette) {
            colours.put((byte) (colour >> 16)).put((byte) (colour >> 8)).put((byte) colour);
        }
        writeChunk(out, "PLTE", colours.array(), colours.capacity());

        byte[] image = deflate(drawing);
        writeChunk(out, "IDAT", image, image.length);
        writeChunk(out, "IEND", new byte[0], 0);
        return bytes.toByteArray();
    }

    /**
     * Rows of indices, each behind its filter type: 0, none, which is best where pixels are names of colours. They are drawn
     * a band at a time, so that a picture of any height takes little memory.
     */
    private byte[] deflate(Drawing drawing) throws IOException {
        BufferedImage band =
                new BufferedImage(drawing.width(), Math.min(BAND_HEIGHT, drawing.height()), BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) band.getRaster().getDataBuffer()).getData();
        ByteArrayOutputStream image = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(LEVEL);
        try (OutputStream out = new DeflaterOutputStream(image, deflater, BUFFER)) {
            for (int top = 0; top < drawing.height(); top += band.getHeight()) {
                drawing.draw(band, top);
                int rows = Math.min(band.getHeight(), drawing.height() - top);
                for (int row = 0; row < rows; row++) {
                    out.write(indices(pixels, row * drawing.width(), drawing.width()));
                }
            }
        } finally {
            deflater.end();
        }
        return image.toByteArray();
    }

    private byte[] indices(int[] pixels, int from, int width) {
        byte[] row = new byte[1 + width];
        int last = WHITE;
        byte lastIndex = nearest.computeIfAbsent(last, this::indexOf);
        for (int column = 0; column < width; column++) {
            int colour = pixels[from + column] & 0xFFFFFF;
            if (colour != last) { // pictures are mostly runs
                last = colour;
                lastIndex = nearest.computeIfAbsent(colour, this::indexOf);
            }
            row[1 + column] = lastIndex;
        }
        return row;
    }

    private static void writeChunk(DataOutputStream out, String type, byte[] data, int length) throws IOException {
        byte[] name = type.getBytes(US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data, 0, length);
        out.writeInt(length);
        out.write(name);
        out.write(data, 0, length);
        out.writeInt((int) crc.getValue());
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
