package io.atomicdatasets.inflate;

/** A window that forgets what was taken from it and what no match can reach any more. */
final class SlidingWindow extends Window {
    /** How far back a match may refer. */
    private static final int REACH = 1 << 15;

    private static final int ROOM = 1 << 16;

    private int taken;

    SlidingWindow() {
        super(REACH + ROOM);
    }

    /** How many bytes wait to be taken. */
    int waiting() {
        return end - taken;
    }

    /** All must have been taken. */
    @Override
    void makeRoom() {
        if (end > lastPlace()) {
            keep(REACH);
        }
    }

    /** Takes up to {@code most} bytes. */
    int take(byte[] target, int from, int most) {
        int count = Math.min(most, waiting());
        System.arraycopy(bytes, taken, target, from, count);
        taken += count;
        return count;
    }

    /** Adds bytes that were taken elsewhere. */
    void slideOver(Window other) {
        int count = Math.min(other.end, REACH);
        keep(Math.min(end, REACH - count));
        System.arraycopy(other.bytes, other.end - count, bytes, end, count);
        end += count;
        taken = end;
    }

    private void keep(int count) {
        System.arraycopy(bytes, end - count, bytes, 0, count);
        end = count;
        taken = count;
    }
}
