package io.atomicdatasets.dataset;

import java.util.Arrays;

/** Entries of {@link ImageHashes} of one chunk's images, a buffer that is filled again and again. */
final class HashBatch {
    private long[] entries = new long[1024];
    private int count;

    void clear() {
        count = 0;
    }

    void add(long hash, int label) {
        if (count == entries.length) {
            entries = Arrays.copyOf(entries, 2 * count);
        }
        entries[count++] = ImageHashes.entry(hash, label);
    }

    /** The entries, of which the first {@link #count} count; this buffer's own. */
    long[] entries() {
        return entries;
    }

    int count() {
        return count;
    }
}
