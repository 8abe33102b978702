package io.atomicdatasets.pipeline;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.atomicdatasets.check.ClaimedStatistics;
import io.atomicdatasets.describe.Metadata.KindCount;
import io.atomicdatasets.describe.Metadata.SplitSummary;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Kind;
import io.atomicdatasets.spec.PerSplit;
import java.util.HashMap;
import java.util.Map;

/** The statistics of {@code metadata.json}, put to the reader before they are published. */
final class Claims {
    private Claims() {}

    /** What is claimed of each split of a dataset, by the split's name. */
    static PerSplit<ClaimedStatistics> of(DatasetSpec spec, Map<String, SplitSummary> statistics) {
        return PerSplit.of(spec.presentSplits(), split -> claim(requireNonNull(statistics.get(split.label()))));
    }

    private static ClaimedStatistics claim(SplitSummary summary) {
        Map<Integer, Long> labels = new HashMap<>();
        summary.labels().forEach((label, count) -> labels.put(Integer.valueOf(label), count.images()));
        Map<Integer, Long> kinds = new HashMap<>();
        Map<Integer, Double> shares = new HashMap<>();
        for (Kind kind : Kind.values()) {
            KindCount count = requireNonNull(summary.kinds().get(kind.label()));
            kinds.put(kind.code(), count.objects());
            shares.put(kind.code(), count.share());
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
                summary.cellWeights().inverse(),
                summary.cellWeights().sqrtInverse(),
                requireNonNull(summary.labelWeights()),
                requireNonNullElse(summary.changedLabels(), 0L));
    }
}
