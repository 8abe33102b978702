package io.atomicdatasets.inflate;

/**
 * The bytes that came out last, among them all that matches may refer to.
 *
 * <p>The fields are open to {@link HuffmanBlock}, which keeps them in variables of its own while it loops.
 */
abstract sealed class Window permits SlidingWindow, GrowingWindow {
    private static final int LONGEST_MATCH = 258;
    /** How many bytes behind a match may be overwritten. */
    private static final int SLACK = 4 * Long.BYTES;

    byte[] bytes;
    /** Behind the last byte that came out. */
    int end;

    Window(int size) {
        bytes = new byte[size];
    }

    /** The last place where {@link #end} may stand when a match comes. */
    final int lastPlace() {
        return bytes.length - LONGEST_MATCH - SLACK;
    }

    /** How many bytes have room, with none behind them. */
    final int room() {
        return bytes.length - end;
    }

    /** Makes room for a match, if there is none. */
    abstract void makeRoom();
}
