package io.atomicdatasets.describe;

import io.atomicdatasets.dataset.SplitStatistics;
import io.atomicdatasets.dataset.Statistics;
import io.atomicdatasets.describe.Metadata.CellWeights;
import io.atomicdatasets.describe.Metadata.KindCount;
import io.atomicdatasets.describe.Metadata.LabelCount;
import io.atomicdatasets.describe.Metadata.SplitSummary;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Factor;
import io.atomicdatasets.spec.Kind;
import io.atomicdatasets.spec.LabelClass;
import io.atomicdatasets.spec.Mix;
import io.atomicdatasets.spec.Split;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Statistics as {@code metadata.json} tells them. */
final class Summaries {
    private static final int SMALLEST_OBJECT = 2;

    private Summaries() {}

    static Map<String, SplitSummary> of(DatasetSpec spec, Statistics statistics) {
        Map<String, SplitSummary> summaries = new LinkedHashMap<>();
        for (Split split : spec.presentSplits()) {
            summaries.put(split.label(), summary(spec, statistics.of(split)));
        }
        return summaries;
    }

    private static SplitSummary summary(DatasetSpec spec, SplitStatistics counts) {
        long objects =
                counts.objectsBySize().stream().mapToLong(Long::longValue).sum();
        return new SplitSummary(
                counts.images(),
                labels(spec, counts),
                counts.cellValues(),
                objects,
                kinds(spec.recipe().mix(), counts, objects),
                sizes(counts.objectsBySize()),
                Distinct.of(counts.distinctImages()),
                cellWeights(counts.cellValues()),
                labelWeights(spec.labels().classes(), counts),
                spec.division().holdOut().isPresent() ? mutualInformation(counts) : null,
                counts.changedLabels().isPresent() ? counts.changedLabels().getAsLong() : null);
    }

    private static Map<String, Map<String, Double>> mutualInformation(SplitStatistics counts) {
        Map<String, Map<String, Double>> all = new LinkedHashMap<>();
        for (Factor one : Factor.values()) {
            Map<String, Double> ofOne = new LinkedHashMap<>();
            for (Factor other : Factor.values()) {
                if (one != other) {
                    ofOne.put(
                            other.label(), counts.mutualInformation(one, other).orElseThrow());
                }
            }
            all.put(one.label(), ofOne);
        }
        return all;
    }

    private static Map<String, LabelCount> labels(DatasetSpec spec, SplitStatistics counts) {
        Map<String, LabelCount> labels = new LinkedHashMap<>();
        for (LabelClass each : spec.labels().classes()) {
            if (each.canOccur()) {
                int label = each.label();
                labels.put(
                        String.valueOf(label),
                        new LabelCount(counts.labelCount(label), Distinct.of(counts.distinctImages(label))));
            }
        }
        return labels;
    }

    private static Map<String, KindCount> kinds(Mix mix, SplitStatistics counts, long objects) {
        Map<String, KindCount> kinds = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            long made = counts.objects(kind);
            double asked = (double) mix.weight(kind) / mix.total();
            kinds.put(kind.label(), new KindCount(made, objects == 0 ? 0 : (double) made / objects, asked));
        }
        return kinds;
    }

    private static Map<String, Long> sizes(List<Long> objectsBySize) {
        Map<String, Long> sizes = new LinkedHashMap<>();
        for (int size = SMALLEST_OBJECT; size < objectsBySize.size(); size++) {
            sizes.put(String.valueOf(size), objectsBySize.get(size));
        }
        return sizes;
    }

    private static CellWeights cellWeights(List<Long> cellValues) {
        double cells = cellValues.stream().mapToLong(Long::longValue).sum();
        long values = cellValues.stream().filter(count -> count > 0).count();
        List<Double> inverse = cellValues.stream()
                .map(count -> count == 0 ? 0.0 : cells / (values * (double) count))
                .toList();
        return new CellWeights(inverse, inverse.stream().map(Math::sqrt).toList());
    }

    private static List<Double> labelWeights(List<LabelClass> classes, SplitStatistics counts) {
        long occur = classes.stream()
                .filter(each -> counts.labelCount(each.label()) > 0)
                .count();
        return classes.stream()
                .map(each -> counts.labelCount(each.label()))
                .map(images -> images == 0 ? 0.0 : counts.images() / (occur * (double) images))
                .toList();
    }
}
