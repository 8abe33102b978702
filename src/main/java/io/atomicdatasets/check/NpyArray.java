package io.atomicdatasets.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a .npy stream as a reader understands it.
 *
 * @param descr the element type, such as {@code |u1}
 * @param shape the length of each axis
 * @param headBytes bytes before the first element
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>
 */
record NpyArray(String descr, List<Long> shape, int headBytes) {
    private static final int ALIGNMENT = 64;
    private static final byte[] MAGIC_AND_VERSION = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int MOST_DIGITS = 18; // what fits a long
    private static final String AXIS = "[0-9]{1," + MOST_DIGITS + "}";
    private static final String SHAPE = "(?:" + AXIS + ",|" + AXIS + "(?:, " + AXIS + ")+|)";
    private static final Pattern DICTIONARY =
            Pattern.compile("\\{'descr': '([^']+)', 'fortran_order': False, 'shape': \\((" + SHAPE + ")\\), \\} *\n");
    private static final Pattern SEPARATOR = Pattern.compile(", ?");

    /** Reads the head; the stream then stands at the first element. */
    static NpyArray read(InputStream in) throws IOException {
        byte[] magic = readFully(in, MAGIC_AND_VERSION.length);
        if (!Arrays.equals(magic, MAGIC_AND_VERSION)) {
            throw new MalformedFileException("is no .npy of version 1.0: it begins with "
                    + HexFormat.of().formatHex(magic));
        }
        byte[] length = readFully(in, Short.BYTES);
        byte[] text = readFully(in, (length[0] & 0xFF) | (length[1] & 0xFF) << Byte.SIZE);
        int headBytes = magic.length + length.length + text.length;
        Matcher dictionary = DICTIONARY.matcher(new String(text, ISO_8859_1));
        if (!dictionary.matches()) {
            throw new MalformedFileException("has a head that is no dictionary of descr, fortran_order and shape");
        }
        if (headBytes % ALIGNMENT != 0) {
            throw new MalformedFileException(
                    "has elements that begin at " + headBytes + ", no multiple of " + ALIGNMENT);
        }
        List<Long> shape = SEPARATOR
                .splitAsStream(dictionary.group(2))
                .filter(axis -> !axis.isEmpty())
                .map(Long::valueOf)
                .toList();
        return new NpyArray(dictionary.group(1), shape, headBytes);
    }

    private static byte[] readFully(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new MalformedFileException("has a head that breaks off");
        }
        return bytes;
    }
}
