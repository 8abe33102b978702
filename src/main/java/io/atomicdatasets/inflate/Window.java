package io.atomicdatasets.inflate;

/**
 * The most recent output, as far back as matches may reach, which slides forward as output is taken.
 *
 * <p>Two fields are open to {@link HuffmanBlock}, which keeps them in local variables while it loops.
 */
final class Window {
    /** How far back a match may refer. */
    private static final int REACH = 1 << 15;

    private static final int ROOM = 1 << 16;
    private static final int LONGEST_MATCH = 258;
    /** How many bytes after a match may be overwritten. */
    private static final int SLACK = 4 * Long.BYTES;

    final byte[] bytes = new byte[REACH + ROOM];
    /** Index after the last byte of output. */
    int end;

    private int taken;

    /** Forgets everything. */
    void clear() {
        end = 0;
        taken = 0;
    }

    /** The largest {@link #end} at which the longest match fits. */
    int limit() {
        return bytes.length - LONGEST_MATCH - SLACK;
    }

    /** How many literal bytes fit. */
    int room() {
        return bytes.length - end;
    }

    /** How many bytes wait to be taken. */
    int waiting() {
        return end - taken;
    }

    /** Makes room for the longest match; all output must have been taken. */
    void makeRoom() {
        if (end > limit()) {
            System.arraycopy(bytes, end - REACH, bytes, 0, REACH);
            end = REACH;
            taken = REACH;
        }
    }

    /** Takes up to {@code most} bytes. */
    int take(byte[] target, int from, int most) {
        int count = Math.min(most, waiting());
        System.arraycopy(bytes, taken, target, from, count);
        taken += count;
        return count;
    }
}
