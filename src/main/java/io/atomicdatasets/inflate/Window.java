package io.atomicdatasets.inflate;

/**
 * The bytes that came out last, among them all that matches may refer to; forgets what was taken from it and what no match can
 * reach any more.
 *
 * <p>Two fields are open to {@link HuffmanBlock}, which keeps them in variables of its own while it loops.
 */
final class Window {
    /** How far back a match may refer. */
    private static final int REACH = 1 << 15;

    private static final int ROOM = 1 << 16;
    private static final int LONGEST_MATCH = 258;
    /** How many bytes behind a match may be overwritten. */
    private static final int SLACK = 4 * Long.BYTES;

    final byte[] bytes = new byte[REACH + ROOM];
    /** Behind the last byte that came out. */
    int end;

    private int taken;

    /** Forgets everything. */
    void clear() {
        end = 0;
        taken = 0;
    }

    /** The last place where {@link #end} may stand when a match comes. */
    int lastPlace() {
        return bytes.length - LONGEST_MATCH - SLACK;
    }

    /** How many bytes have room, with none behind them. */
    int room() {
        return bytes.length - end;
    }

    /** How many bytes wait to be taken. */
    int waiting() {
        return end - taken;
    }

    /** Makes room for a match, if there is none; all must have been taken. */
    void makeRoom() {
        if (end > lastPlace()) {
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
