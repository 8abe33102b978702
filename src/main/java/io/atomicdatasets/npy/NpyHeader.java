package io.atomicdatasets.npy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The head of a .npy file, format version 1.0, in C order.
 *
 * @param dtype the element type
 * @param shape the length of each axis, at least 0 each
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>
 */
public record NpyHeader(Dtype dtype, List<Long> shape) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int PREFIX = MAGIC.length + 2 + 2;
    private static final int ALIGNMENT = 64;

    public NpyHeader {
        shape = List.copyOf(shape);
        if (shape.stream().anyMatch(length -> length < 0)) {
            throw new IllegalArgumentException("negative length in shape " + shape);
        }
    }

    /** The header of an array with these axes. */
    public static NpyHeader of(Dtype dtype, long... shape) {
        return new NpyHeader(dtype, Arrays.stream(shape).boxed().toList());
    }

    /** The header of an array of so many arrays like this one. */
    NpyHeader repeated(long times) {
        List<Long> axes = new ArrayList<>(shape);
        axes.add(0, times);
        return new NpyHeader(dtype, axes);
    }

    /** Bytes of the array's elements. */
    public long dataBytes() {
        return shape.stream().reduce((long) dtype.bytes(), Math::multiplyExact);
    }

    /** The header as it stands in the file; its length is a multiple of 64, so that the elements are aligned. */
    public byte[] toBytes() {
        String axes = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String tuple = "(" + axes + (shape.size() == 1 ? ",)" : ")");
        String dictionary = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(dtype.descr(), tuple);
        int unpadded = PREFIX + dictionary.length() + 1;
        int length = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;

        ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC);
        out.put((byte) 1); // major version
        out.put((byte) 0); // minor version
        out.putShort((short) (length - PREFIX)); // length of the rest
        out.put(dictionary.getBytes(ISO_8859_1));
        out.put(" ".repeat(length - unpadded).getBytes(ISO_8859_1));
        out.put((byte) '\n');
        return out.array();
    }
}
