package io.atomicdatasets.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipFile;

/** What a .npz file holds, read by Java's own ZIP. */
final class Npz {
    private static final int HEAD = 128;

    private Npz() {}

    /** The numbers of an array of uint8 or int64, one after the other. */
    static List<Long> numbers(Path file, String array) throws IOException {
        byte[] npy = member(file, array);
        byte[] bytes = Arrays.copyOfRange(npy, HEAD, npy.length);
        List<Long> numbers = new ArrayList<>();
        if (new String(npy, 0, HEAD, ISO_8859_1).contains("'descr': '<i8'")) {
            ByteBuffer longs = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            while (longs.hasRemaining()) {
                numbers.add(longs.getLong());
            }
        } else {
            for (byte each : bytes) {
                numbers.add((long) (each & 0xFF));
            }
        }
        return numbers;
    }

    /** The bytes of an array's elements. */
    static byte[] elements(Path file, String array) throws IOException {
        byte[] npy = member(file, array);
        return Arrays.copyOfRange(npy, HEAD, npy.length);
    }

    private static byte[] member(Path file, String array) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream npy = zip.getInputStream(zip.getEntry(array + ".npy"))) {
            return npy.readAllBytes();
        }
    }
}
