package io.atomicdatasets.inflate;

import java.util.concurrent.Executor;

/**
 * Who inflates the parts of a stream.
 *
 * @param executor the threads
 * @param parts how many parts of a stream are held, the one being read among them, at least 1; each takes up to 4 MiB, its
 *     compressed bytes and 130 kB
 */
public record Inflaters(Executor executor, int parts) {
    public Inflaters {
        if (parts < 1) {
            throw new IllegalArgumentException("a stream needs a part");
        }
    }
}
