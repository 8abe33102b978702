package io.atomicdatasets.inflate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Some bytes of a stream, from one place where a block may begin to another, and what they stand for if nothing else is
 * wanted to know it.
 *
 * <p>For one thread at a time; filled again and again.
 */
final class Part {
    /** Sparse grids become a seventeenth; where bytes become less, the window grows. */
    private static final int EXPECTED_RATIO = 20;

    private final BlockDecoder blocks = new BlockDecoder();
    private final GrowingWindow window = new GrowingWindow();
    private byte[] compressed = {};
    private int length;

    /** Takes the first bytes of these. */
    void fill(byte[] bytes, int count) {
        if (compressed.length < count) {
            compressed = new byte[count + count / 4]; // the next are about as many
        }
        System.arraycopy(bytes, 0, compressed, 0, count);
        length = count;
    }

    /**
     * Inflates the bytes.
     *
     * @return whether they are whole blocks, none of them the last, that refer to nothing before them and stand for at most
     *     4 MiB: only then what came out is what a reader of the whole stream would have read here, if one of its blocks
     *     begins with them
     */
    boolean inflate() {
        window.clear(EXPECTED_RATIO * length);
        blocks.begin(compressed());
        try {
            while (!blocks.isBetweenBlocksAt(length)) {
                if (blocks.isFinished() || window.isFull()) {
                    return false;
                }
                window.makeRoom();
                blocks.decode(window);
            }
            return true;
        } catch (IOException e) {
            return false; // Whoever reads these bytes behind those before them will know what is wrong, if anything is.
        }
    }

    /** The bytes themselves. */
    InputStream compressed() {
        return new ByteArrayInputStream(compressed, 0, length);
    }

    /** How many they are. */
    int compressedCount() {
        return length;
    }

    /** What came out. */
    Window raw() {
        return window;
    }
}
