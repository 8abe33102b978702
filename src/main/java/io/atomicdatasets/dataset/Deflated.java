package io.atomicdatasets.dataset;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;

/** Short arrays of bytes, most of which are equal, as they are stored. */
final class Deflated {
    private Deflated() {}

    static byte[] of(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater)) {
            deflated.write(bytes);
        } catch (java.io.IOException e) {
            throw new IllegalStateException("an array refused to be written to", e);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    /**
     * The bytes again.
     *
     * @throws IllegalArgumentException unless there are exactly so many
     */
    static byte[] inflate(byte[] deflated, int length) {
        byte[] bytes = new byte[length];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(deflated);
            int read = inflater.inflate(bytes);
            if (read == length && inflater.getRemaining() == 0) {
                inflater.inflate(new byte[1]);
            }
            if (read != length || !inflater.finished()) {
                throw new IllegalArgumentException(deflated.length + " deflated bytes are not those of " + length);
            }
            return bytes;
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("these bytes were not deflated", e);
        } finally {
            inflater.end();
        }
    }
}
