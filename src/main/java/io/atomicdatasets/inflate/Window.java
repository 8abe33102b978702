package io.atomicdatasets.inflate;

/**
 * The most recent output, as far back as matches may reach.
 *
 * <p>The fields are open to {@link HuffmanBlock}, which keeps them in local variables while it loops.
 */
abstract sealed class Window permits SlidingWindow, GrowingWindow {
    private static final int LONGEST_MATCH = 258;
    /** How many bytes after a match may be overwritten. */
    private static final int SLACK = 4 * Long.BYTES;

    byte[] bytes;
    /** Index after the last byte of output. */
    int end;

    Window(int size) {
        bytes = new byte[size];
    }

    /** The largest {@link #end} at which the longest match fits. */
    final int limit() {
        return bytes.length - LONGEST_MATCH - SLACK;
    }

    /** How many literal bytes fit. */
    final int room() {
        return bytes.length - end;
    }

    /** Makes room for the longest match. */
    abstract void makeRoom();
}
