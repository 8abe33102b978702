package io.atomicdatasets.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One array of a file as it was read.
 *
 * @param name its key
 * @param dtype its element type, such as {@code uint8}
 * @param shape the length of each axis
 * @param crc32 of its .npy member, lower-case hexadecimal
 * @param dataOffset where in the file its elements begin; nothing where they are compressed
 * @param dataEnd where in the file its elements, or the segments they are compressed in, end
 */
public record ArrayResult(
        String name,
        String dtype,
        List<Long> shape,
        String crc32,
        @Nullable Long dataOffset,
        long dataEnd) {
    public ArrayResult {
        shape = List.copyOf(shape);
    }
}
