package io.atomicdatasets.disk;

import java.io.Closeable;
import java.io.IOException;

/** Closing of several files, of which one that fails keeps no other open. */
public final class Closing {
    private Closing() {}

    /**
     * Closes all of them, in their order.
     *
     * @throws IOException the first failure; it suppresses the others
     */
    public static void all(Iterable<? extends Closeable> open) throws IOException {
        IOException failure = null;
        for (Closeable each : open) {
            try {
                each.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
