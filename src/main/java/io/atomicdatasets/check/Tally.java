package io.atomicdatasets.check;

import io.atomicdatasets.spec.Kind;
import java.util.Arrays;
import java.util.List;

/** Counts of images under way. For one thread at a time. */
final class Tally {
    static final int BYTE_VALUES = 256;
    static final int KINDS = Kind.COUNT;
    static final int SIZES = 16; // an object has up to 15 cells

    final long[] labels = new long[BYTE_VALUES];
    final long[] cellValues = new long[BYTE_VALUES];
    final long[] objectsByKind = new long[KINDS];
    final long[] objectsBySize = new long[SIZES];
    long images;
    long inspected;
    long changedLabels;

    void clear() {
        images = 0;
        inspected = 0;
        changedLabels = 0;
        for (long[] counts : all()) {
            Arrays.fill(counts, 0);
        }
    }

    /** Adds the counts of other images. */
    void add(Tally other) {
        images += other.images;
        inspected += other.inspected;
        changedLabels += other.changedLabels;
        for (int i = 0; i < all().size(); i++) {
            long[] sums = all().get(i);
            long[] more = other.all().get(i);
            Arrays.setAll(sums, value -> sums[value] + more[value]);
        }
    }

    SplitCounts toCounts() {
        return new SplitCounts(
                images,
                list(labels),
                list(cellValues),
                inspected,
                list(objectsByKind),
                list(objectsBySize),
                SplitCounts.noneForZero(changedLabels));
    }

    private List<long[]> all() {
        return List.of(labels, cellValues, objectsByKind, objectsBySize);
    }

    private static List<Long> list(long[] counts) {
        return Arrays.stream(counts).boxed().toList();
    }
}
