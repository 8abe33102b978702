package io.atomicdatasets.dataset;

import java.util.Arrays;

/**
 * A set of entries of {@link ImageHashes}, which counts them by label: a hash table with linear probing, used again for one
 * partition after the other. For one thread at a time.
 */
final class DistinctEntries {
    private static final int FIRST_CAPACITY = 1 << 16;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long NOTHING = 0;

    private final long[] byLabel = new long[ImageHashes.LABELS];
    private long[] table = new long[FIRST_CAPACITY];
    private boolean hasNothing; // an entry that looks like a free place
    private int size;
    private long images;

    void clear() {
        Arrays.fill(table, NOTHING);
        Arrays.fill(byLabel, 0);
        hasNothing = false;
        size = 0;
        images = 0;
    }

    void add(long entry) {
        if (entry == NOTHING) {
            images += hasNothing ? 0 : isOfOtherLabel(entry, placeOf(entry)) ? 0 : 1;
            byLabel[0] += hasNothing ? 0 : 1;
            hasNothing = true;
            return;
        }
        int mask = table.length - 1;
        boolean isKnownImage = hasNothing && image(entry) == 0;
        int place = placeOf(entry);
        for (long other = table[place]; other != NOTHING; other = table[place]) {
            if (other == entry) {
                return;
            }
            isKnownImage |= image(other) == image(entry);
            place = place + 1 & mask;
        }
        table[place] = entry;
        byLabel[(int) entry & ImageHashes.LABELS - 1]++;
        images += isKnownImage ? 0 : 1;
        if (++size > table.length / 2) {
            grow();
        }
    }

    /** Whether an image is there with whatever label; entries of one image have one place to begin the search at. */
    private boolean isOfOtherLabel(long entry, int from) {
        for (int place = from; table[place] != NOTHING; place = place + 1 & table.length - 1) {
            if (image(table[place]) == image(entry)) {
                return true;
            }
        }
        return false;
    }

    private static long image(long entry) {
        return entry >>> ImageHashes.LABEL_BITS;
    }

    private int placeOf(long entry) {
        return (int) ((image(entry) * GOLDEN) >>> Long.numberOfLeadingZeros(table.length - 1L));
    }

    private void grow() {
        long[] old = table;
        table = new long[2 * old.length];
        for (long entry : old) {
            if (entry != NOTHING) {
                int place = placeOf(entry);
                while (table[place] != NOTHING) {
                    place = place + 1 & table.length - 1;
                }
                table[place] = entry;
            }
        }
    }

    DistinctCounts counts() {
        return new DistinctCounts(images, Arrays.stream(byLabel).boxed().toList());
    }
}
