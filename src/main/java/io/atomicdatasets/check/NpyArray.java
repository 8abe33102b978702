package io.atomicdatasets.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
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
    private static final byte[] MAGIC_AND_VERSION = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final Pattern DICTIONARY =
            Pattern.compile("\\{'descr': '([^']+)', 'fortran_order': False, 'shape': \\(([0-9, ]*)\\), \\} *\n");
    private static final Pattern SEPARATOR = Pattern.compile(", ?");

    /** Reads the head; the stream then stands at the first element. */
    static NpyArray read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        byte[] magic = new byte[MAGIC_AND_VERSION.length];
        in.readFully(magic);
        if (!Arrays.equals(magic, MAGIC_AND_VERSION)) {
            throw new MalformedFileException("is no .npy of version 1.0");
        }
        byte[] text = new byte[Short.toUnsignedInt(Short.reverseBytes(in.readShort()))];
        in.readFully(text);
        Matcher dictionary = DICTIONARY.matcher(new String(text, ISO_8859_1));
        if (!dictionary.matches()) {
            throw new MalformedFileException("has a head that is no dictionary of descr, fortran_order and shape");
        }
        if ((magic.length + Short.BYTES + text.length) % 64 != 0) {
            throw new MalformedFileException("has elements that do not begin at a multiple of 64");
        }
        List<Long> shape = SEPARATOR
                .splitAsStream(dictionary.group(2))
                .filter(axis -> !axis.isBlank())
                .map(Long::valueOf)
                .toList();
        return new NpyArray(dictionary.group(1), shape, magic.length + Short.BYTES + text.length);
    }
}
