package io.atomicdatasets.report;

import io.atomicdatasets.describe.Metadata.KindCount;
import io.atomicdatasets.describe.Metadata.SplitSummary;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the splits of a dataset hold together.
 *
 * @param labels images by label
 * @param kinds objects by kind, in the order of the kinds
 * @param mix the share of draws that the request gives each kind
 * @param sizes objects by their number of cells
 */
record AllSplits(
        Map<String, Long> labels, Map<String, Long> kinds, Map<String, Double> mix, SortedMap<Integer, Long> sizes) {
    static AllSplits of(Collection<SplitSummary> splits) {
        AllSplits all =
                new AllSplits(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new TreeMap<>());
        for (SplitSummary split : splits) {
            split.labels().forEach((label, count) -> all.labels.merge(label, count.images(), Long::sum));
            for (Map.Entry<String, KindCount> kind : split.kinds().entrySet()) {
                all.kinds.merge(kind.getKey(), kind.getValue().objects(), Long::sum);
                all.mix.put(kind.getKey(), kind.getValue().mix());
            }
            split.objectSizes().forEach((size, objects) -> all.sizes.merge(Integer.valueOf(size), objects, Long::sum));
        }
        return all;
    }

    /** Images with a label. */
    long images(int label) {
        return labels.getOrDefault(String.valueOf(label), 0L);
    }

    /** The share of all objects that are of a kind, 0..1. */
    double share(String kind) {
        long objects = kinds.values().stream().mapToLong(Long::longValue).sum();
        return objects == 0 ? 0 : (double) kinds.getOrDefault(kind, 0L) / objects;
    }
}
