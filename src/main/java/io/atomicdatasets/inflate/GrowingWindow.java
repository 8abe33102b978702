package io.atomicdatasets.inflate;

import java.util.Arrays;

/** A window that keeps all that came out, as long as that is not too much. */
final class GrowingWindow extends Window {
    /** Room for as many bytes as 16,384 images of 16x16 cells have, and a few. */
    private static final int LARGEST_SIZE = (1 << 22) + (1 << 12);

    GrowingWindow() {
        super(0);
    }

    /** Forgets all; the first time, makes room for as much as is expected. */
    void clear(int expected) {
        end = 0;
        if (bytes.length == 0) {
            bytes = new byte[Math.min(expected, LARGEST_SIZE)];
        }
    }

    /** Whether there is no room, and none can be made. */
    boolean isFull() {
        return end > limit() && bytes.length == LARGEST_SIZE;
    }

    @Override
    void makeRoom() {
        if (end > limit()) {
            bytes = Arrays.copyOf(bytes, Math.min(2 * bytes.length + (1 << 12), LARGEST_SIZE));
        }
    }
}
