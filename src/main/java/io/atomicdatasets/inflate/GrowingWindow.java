package io.atomicdatasets.inflate;

import java.util.Arrays;

/** A window that keeps all that came out, as long as that is not too much. */
final class GrowingWindow extends Window {
    private static final int FIRST_SIZE = 1 << 16;
    /** Room for as many bytes as 16,384 images of 16x16 cells have, and a few. */
    private static final int LAST_SIZE = (1 << 22) + (1 << 12);

    GrowingWindow() {
        super(FIRST_SIZE);
    }

    /** Forgets all. */
    void clear() {
        end = 0;
    }

    /** Whether there is no room, and none can be made. */
    boolean isFull() {
        return end > lastPlace() && bytes.length == LAST_SIZE;
    }

    @Override
    void makeRoom() {
        if (end > lastPlace()) {
            bytes = Arrays.copyOf(bytes, Math.min(2 * bytes.length, LAST_SIZE));
        }
    }
}
