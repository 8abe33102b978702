package io.atomicdatasets.deflate;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** What another reader, zlib, makes of a segment. */
final class Inflated {
    private Inflated() {}

    static byte[] bytes(Segment segment) {
        byte[] bytes = new byte[segment.length()];
        segment.compressed().get(bytes);
        return bytes;
    }

    /** The raw bytes of a piece of a stream, which are expected to be so many. */
    static byte[] inflate(byte[] compressed, int length) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(compressed);
            byte[] raw = new byte[length + 1];
            int size = 0;
            while (!inflater.finished() && !inflater.needsInput()) {
                size += inflater.inflate(raw, size, raw.length - size);
            }
            return Arrays.copyOf(raw, size);
        } finally {
            inflater.end();
        }
    }
}
