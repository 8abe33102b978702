package io.atomicdatasets.pipeline;

import io.atomicdatasets.catalog.Metadata.SplitSummary;
import io.atomicdatasets.check.ClaimedStatistics;
import io.atomicdatasets.spec.Kind;
import io.atomicdatasets.spec.PerSplit;
import java.util.HashMap;
import java.util.Map;

/** The statistics of {@code metadata.json}, put to the reader before they are published. */
final class Claims {
    private Claims() {}

    /** What is claimed of each split, by the split's name. */
    static PerSplit<ClaimedStatistics> of(Map<String, SplitSummary> statistics) {
        return PerSplit.of(split -> claim(statistics.get(split.label())));
    }

    private static ClaimedStatistics claim(SplitSummary summary) {
        Map<Integer, Long> labels = new HashMap<>();
        summary.labels().forEach((label, count) -> labels.put(Integer.valueOf(label), count.images()));
        Map<Integer, Long> kinds = new HashMap<>();
        Map<Integer, Double> shares = new HashMap<>();
        for (Kind kind : Kind.values()) {
            kinds.put(kind.code(), summary.kinds().get(kind.label()).objects());
            shares.put(kind.code(), summary.kinds().get(kind.label()).share());
        }
        Map<Integer, Long> sizes = new HashMap<>();
        summary.objectSizes().forEach((size, count) -> sizes.put(Integer.valueOf(size), count));
        return new ClaimedStatistics(
                summary.images(),
                labels,
                summary.cellValues(),
                summary.objects(),
                kinds,
                shares,
                sizes,
                summary.classWeights().inverse(),
                summary.classWeights().sqrtInverse());
    }
}
