package io.atomicdatasets.check;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Kind;
import io.atomicdatasets.spec.LabelClass;
import io.atomicdatasets.spec.LabelScheme;
import io.atomicdatasets.spec.Split;
import java.util.List;

/**
 * Holds statistics that are about to be published against what was counted in the files. What was counted in all images is
 * compared exactly; the kinds and sizes of objects that were only counted in a sample must be likely.
 */
final class StatisticsCheck {
    private static final double ROUNDING = 1e-9;
    private static final double DEVIATIONS = 8;

    private final DatasetSpec spec;
    private final Findings findings;

    StatisticsCheck(DatasetSpec spec, Findings findings) {
        this.spec = spec;
        this.findings = findings;
    }

    /** Compares the statistics of one split. */
    void compare(Split split, ClaimedStatistics claim, SplitCounts counts) {
        String of = " of " + split.label();
        demandEqual("images" + of, claim.images(), counts.images());
        for (int label = 0; label < Tally.BYTE_VALUES; label++) {
            long claimed = claim.labels().getOrDefault(label, 0L);
            demandEqual(
                    "images" + of + " with label " + label,
                    claimed,
                    counts.labels().get(label));
        }
        boolean areAllValues = claim.cellValues().size() == Tally.BYTE_VALUES;
        findings.demand(areAllValues, Rule.STATISTICS, "cell values" + of + " are not " + Tally.BYTE_VALUES);
        if (areAllValues) {
            for (int value = 0; value < Tally.BYTE_VALUES; value++) {
                demandEqual(
                        "cells" + of + " with value " + value,
                        claim.cellValues().get(value),
                        counts.cellValues().get(value));
            }
        }
        demandEqual("partners" + of + " with another label", claim.changedLabels(), counts.changed());
        compareWeights(of, claim, counts.cellValues());
        compareLabelWeights(of, claim.labelWeights(), counts);
        compareObjects(of, claim, counts);
    }

    private void compareWeights(String of, ClaimedStatistics claim, List<Long> cellValues) {
        double cells = cellValues.stream().mapToLong(Long::longValue).sum();
        long values = cellValues.stream().filter(count -> count > 0).count();
        boolean areAll = claim.inverseWeights().size() == cellValues.size()
                && claim.sqrtInverseWeights().size() == cellValues.size();
        findings.demand(areAll, Rule.STATISTICS, "weights" + of + " are not " + cellValues.size());
        for (int value = 0; areAll && value < cellValues.size(); value++) {
            long count = cellValues.get(value);
            double inverse = count == 0 ? 0 : cells / ((double) values * count);
            demandNear(
                    "inverse weight" + of + " of value " + value,
                    claim.inverseWeights().get(value),
                    inverse);
            double root = claim.sqrtInverseWeights().get(value);
            demandNear("square of the sqrt_inverse weight" + of + " of value " + value, root * root, inverse);
        }
    }

    private void compareLabelWeights(String of, List<Double> claimed, SplitCounts counts) {
        List<Integer> labels =
                spec.labels().classes().stream().map(LabelClass::label).toList();
        long occur =
                labels.stream().filter(label -> counts.labels().get(label) > 0).count();
        findings.demand(
                claimed.size() == labels.size(), Rule.STATISTICS, "label weights" + of + " are not " + labels.size());
        for (int i = 0; i < Math.min(claimed.size(), labels.size()); i++) {
            long images = counts.labels().get(labels.get(i));
            double weight = images == 0 ? 0 : counts.images() / ((double) occur * images);
            demandNear("weight" + of + " of label " + labels.get(i), claimed.get(i), weight);
        }
    }

    private void compareObjects(String of, ClaimedStatistics claim, SplitCounts counts) {
        long objects =
                claim.kinds().values().stream().mapToLong(Long::longValue).sum();
        demandEqual("objects" + of, claim.objects(), objects);
        demandEqual(
                "objects" + of + " of all sizes",
                claim.sizes().values().stream().mapToLong(Long::longValue).sum(),
                objects);
        long occupied = 0;
        for (int value = 1; value < counts.cellValues().size(); value++) {
            occupied += counts.cellValues().get(value);
        }
        long cells = 0;
        for (var size : claim.sizes().entrySet()) {
            cells += size.getKey() * size.getValue();
        }
        demandEqual("cells" + of + " of all objects", cells, occupied);
        if (spec.labels().scheme() == LabelScheme.OBJECT_COUNT) {
            long labelled = 0;
            for (int label = 0; label < counts.labels().size(); label++) {
                labelled += label * counts.labels().get(label);
            }
            demandEqual("objects" + of + " by their labels", objects, labelled);
        }
        for (Kind kind : Kind.values()) {
            long claimed = claim.kinds().getOrDefault(kind.code(), 0L);
            compareSample(
                    "objects" + of + " of kind " + kind.label(),
                    claimed,
                    counts,
                    counts.objectsByKind().get(kind.code()));
            double share = objects == 0 ? 0 : (double) claimed / objects;
            demandNear("share" + of + " of kind " + kind.label(), claim.shares().getOrDefault(kind.code(), 0.0), share);
        }
        for (int size = 0; size < Tally.SIZES; size++) {
            long claimed = claim.sizes().getOrDefault(size, 0L);
            compareSample(
                    "objects" + of + " of size " + size,
                    claimed,
                    counts,
                    counts.objectsBySize().get(size));
        }
    }

    /** Compares exactly where every image was inspected, else with what a sample of that size can show. */
    private void compareSample(String what, long claimed, SplitCounts counts, long counted) {
        if (counts.inspected() == counts.images()) {
            demandEqual(what, claimed, counted);
        } else if (counts.inspected() > 0) {
            double expected = (double) claimed * counts.inspected() / counts.images();
            // An image has 0 to max_objects of them, so their variance is at most the mean times max_objects.
            double most = spec.recipe().maxObjects();
            double likely = DEVIATIONS * (Math.sqrt(most * expected) + most);
            findings.demand(
                    Math.abs(counted - expected) <= likely,
                    Rule.STATISTICS,
                    what + " are said to be " + claimed + " in " + counts.images() + " images, and " + counted
                            + " were found in " + counts.inspected());
        }
    }

    private void demandEqual(String what, long claimed, long counted) {
        findings.demand(
                claimed == counted, Rule.STATISTICS, what + " are said to be " + claimed + ", and are " + counted);
    }

    private void demandNear(String what, double claimed, double derived) {
        findings.demand(
                Math.abs(claimed - derived) <= ROUNDING * Math.max(1, Math.abs(derived)), // also false for NaN
                Rule.STATISTICS,
                what + " is said to be " + claimed + ", and is " + derived);
    }
}
