package io.atomicdatasets.parquet;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Arrays of some images that tell of their objects, as they stand in a .npz file, from each buffer's byte 0;
 * what is behind them is not looked at.
 *
 * @param count how many images
 * @param slots for how many objects each image has room
 * @param labels uint8 (count,)
 * @param candidates int64 (count,) as they stand there, little-endian
 * @param kinds uint8 (count, slots), 255 where there is no object, which is behind all objects
 * @param values uint8 (count, slots)
 * @param families uint8 (count, slots)
 * @param boxes uint8 (count, slots, 4): row, column, height, width
 * @param sizes uint8 (count, slots)
 * @param factors what else is told of each object, if anything is
 */
public record AnnotatedImages(
        int count,
        int slots,
        ByteBuffer labels,
        ByteBuffer candidates,
        ByteBuffer kinds,
        ByteBuffer values,
        ByteBuffer families,
        ByteBuffer boxes,
        ByteBuffer sizes,
        Optional<Factors> factors) {
    private static final byte NONE = (byte) 255;

    /**
     * The shapes of objects and which way they are turned.
     *
     * @param shapes int64 (count, slots), little-endian
     * @param orientations uint8 (count, slots)
     */
    public record Factors(ByteBuffer shapes, ByteBuffer orientations) {}

    /** How many objects an image has. */
    int objectsOf(int image) {
        int objects = 0;
        while (objects < slots && kinds.get(image * slots + objects) != NONE) {
            objects++;
        }
        return objects;
    }
}
