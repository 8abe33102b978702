package io.atomicdatasets.inflate;

/** A window that drops output once it was read and no match can reach it any more. */
final class SlidingWindow extends Window {
    /** The largest distance of a match (RFC 1951, section 2). */
    private static final int REACH = 1 << 15;

    private static final int ROOM = 1 << 16;

    private int readPosition;

    SlidingWindow() {
        super(REACH + ROOM);
    }

    /** How many bytes of output were not read yet. */
    int available() {
        return end - readPosition;
    }

    /** All output must have been read. */
    @Override
    void makeRoom() {
        if (end > limit()) {
            keep(REACH);
        }
    }

    /** Reads up to {@code most} bytes of output. */
    int read(byte[] target, int from, int most) {
        int count = Math.min(most, available());
        System.arraycopy(bytes, readPosition, target, from, count);
        readPosition += count;
        return count;
    }

    /** Adds bytes that were readPosition elsewhere. */
    void slideOver(Window other) {
        int count = Math.min(other.end, REACH);
        keep(Math.min(end, REACH - count));
        System.arraycopy(other.bytes, other.end - count, bytes, end, count);
        end += count;
        readPosition = end;
    }

    private void keep(int count) {
        System.arraycopy(bytes, end - count, bytes, 0, count);
        end = count;
        readPosition = count;
    }
}
