package io.atomicdatasets.plan;

import io.atomicdatasets.image.Candidates;
import io.atomicdatasets.layout.Chunk;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.LabelClass;
import io.atomicdatasets.spec.RequestField;
import io.atomicdatasets.spec.Split;
import io.atomicdatasets.spec.SplitBy;
import io.atomicdatasets.spec.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many of the first candidates fall to each split, with which labels. */
final class SplitCensus {
    private static final int LABELS = 256;
    private static final long FEW = 4_096;
    private static final long MANY = 1 << 16;
    private static final long MOST = 1 << 20;
    private static final int EXPECTED = 10; // images of a label, without which nothing is said of it
    private static final double MANY_PER_IMAGE = 3;
    private static final double DEVIATIONS = 5;
    private static final double NORMAL_QUANTILE = 3.0902; // of 0.999
    /** Among which what is not held out is divided. */
    private static final List<Split> DIVIDED = List.of(Split.TRAIN, Split.VAL, Split.TEST);

    private final DatasetSpec spec;
    private final Candidates candidates;
    private final long[][] counts = new long[Split.values().length][LABELS];
    private final boolean isByShapes;
    private final @Nullable ConditionCensus conditions;
    private long taken;

    SplitCensus(DatasetSpec spec) {
        this.spec = spec;
        candidates = new Candidates(spec);
        isByShapes = spec.division().splitBy() == SplitBy.SHAPES;
        conditions = spec.division()
                .holdOut()
                .map(holdOut -> new ConditionCensus(holdOut, arePairs()))
                .orElse(null);
    }

    /**
     * Looks at as many candidates as are needed.
     *
     * @throws InvalidSpecException if a split will not be filled by as many candidates as a run looks at
     */
    void take() throws InvalidSpecException {
        take(isByShapes ? MANY : FEW);
        requireUsefulConditions();
        List<Violation> violations = new ArrayList<>();
        for (Split split : spec.presentSplits()) {
            boolean isMissing = images(split) == 0 && spec.count(split) > 0;
            if (isMissing || mostToExpect(split) < 2.0 * spec.count(split)) {
                take(MOST);
            }
            if (mostToExpect(split) < spec.count(split)) {
                violations.add(unfilled(split));
            }
        }
        if (!violations.isEmpty()) {
            throw new InvalidSpecException(violations);
        }
    }

    private void requireUsefulConditions() throws InvalidSpecException {
        if (conditions != null && !conditions.isUseful()) {
            take(MOST);
            if (!conditions.isUseful()) {
                throw new InvalidSpecException(conditions.violations());
            }
        }
    }

    /** Whether a candidate can be passed over, or be in a split that its form does not tell. */
    private boolean isUneven() {
        return conditions != null || arePairs();
    }

    private boolean arePairs() {
        return spec.recipe().pairs().isPresent();
    }

    /** Whether partners have other shapes than their images, and so fall to any split. */
    private boolean doShapesDiffer() {
        return spec.recipe().pairs().filter(edit -> !edit.keepsShapes()).isPresent();
    }

    private void take(long upTo) {
        while (taken < upTo) {
            int next = (int) Math.min(Chunk.SIZE, upTo - taken);
            candidates.walk(taken, next, (split, label, image) -> {
                counts[split.column()][label]++;
                if (conditions != null) {
                    conditions.add(image);
                }
                return true;
            });
            taken += next;
        }
    }

    /** Whether images are held out, and with them perhaps all of some label. */
    boolean holdsOut() {
        return conditions != null;
    }

    /** About how many candidates a run makes until all splits have their images. */
    double candidatesToMake() {
        double candidates = (double) spec.allImages();
        for (Split split : spec.presentSplits()) {
            if (isUneven() && spec.count(split) > 0) {
                candidates = Math.max(candidates, (double) spec.count(split) * taken / Math.max(1, images(split)));
            }
        }
        return Math.min(candidates, (double) candidatesOfRun());
    }

    /** How many images a run finds for a split, and hardly ever more. */
    private double mostToExpect(Split split) {
        long left = Math.max(0, candidatesOfRun() - taken);
        double found = images(split);
        double rate = (found + DEVIATIONS * Math.sqrt(found) + 2 * DEVIATIONS) / taken;
        return found + rate * left;
    }

    private long candidatesOfRun() {
        return Chunk.mostFor(spec.allImages()) * Chunk.SIZE;
    }

    private Violation unfilled(Split split) {
        String cannot = "cannot be filled: of " + taken + (arePairs() ? " candidates " : " images ") + images(split)
                + " belong to it, and a run that needs " + spec.count(split) + " looks at " + candidatesOfRun() + "; ";
        if (split == Split.OOD) {
            return new Violation(
                    ConditionCensus.POINTER + "/num_images",
                    cannot + "hold out what is more frequent, or fewer images");
        }
        if (images(Split.OOD) > taken / 2) {
            return new Violation(
                    ConditionCensus.POINTER,
                    "leaves too little for " + split.label() + ", which " + cannot + "hold out less");
        }
        if (doShapesDiffer()) {
            return new Violation(
                    "/" + RequestField.PAIRS.label(),
                    "leaves too little for " + split.label() + ", which " + cannot
                            + "partners of other shapes fall to a split as seldom as its share is small: give it a larger"
                            + " share, allow more objects, or move, recolour or turn them");
        }
        return new Violation(
                "/" + RequestField.SPLITS.label() + "/" + split.label(),
                cannot
                        + (isByShapes
                                ? "objects that are so few and so alike have too few combinations of shapes: allow more objects"
                                        + " or kinds, or split_by form"
                                : "images that are so alike have too few forms: allow more objects, more kinds or a larger"
                                        + " grid_size"));
    }

    private long images(Split split) {
        long images = 0;
        for (long count : counts[split.column()]) {
            images += count;
        }
        return images;
    }

    /** The share of a label among the images that are not held out. */
    private double share(int label) {
        long images = 0;
        for (Split split : DIVIDED) {
            images += counts[split.column()][label];
        }
        long divided = 0;
        for (Split split : DIVIDED) {
            divided += images(split);
        }
        return (double) images / Math.max(1, divided);
    }

    /** The share of a label among the images of each split that has any; nothing where the form alone decides, so that shares are alike. */
    Map<String, Double> shares(int label) {
        Map<String, Double> shares = new LinkedHashMap<>();
        for (Split split : spec.presentSplits()) {
            if ((isByShapes || conditions != null) && images(split) > 0) {
                shares.put(split.label(), share(split, label));
            }
        }
        return shares;
    }

    private double share(Split split, int label) {
        return (double) counts[split.column()][label] / images(split);
    }

    /** What splits lack, and how labels differ between them. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (LabelClass each : spec.labels().classes()) {
            for (Split split : DIVIDED) {
                double expected = share(each.label()) * images(split);
                if (expected >= EXPECTED && counts[split.column()][each.label()] == 0) {
                    warnings.add(told(
                            "%s will hardly have an image with label %d, %s: none of %,d that belong to it has it.",
                            split.label(), each.label(), each.name(), images(split)));
                }
            }
        }
        if (doShapesDiffer() && candidatesToMake() > MANY_PER_IMAGE * spec.allImages()) {
            warnings.add(told(
                    "About %.0f candidates are made for each image, so the run takes longer: partners have other shapes, and are"
                            + " seldom in the split of their image where its share is small.",
                    candidatesToMake() / spec.allImages()));
        }
        if (isByShapes && sharesDiffer()) {
            warnings.add(largestDifference());
        }
        return warnings;
    }

    /** Pearson's test of labels against splits, at a significance of 0.001. */
    private boolean sharesDiffer() {
        double statistic = 0;
        int labels = 0;
        long splits = 0;
        for (Split split : DIVIDED) {
            splits += images(split) > 0 ? 1 : 0;
        }
        for (LabelClass each : spec.labels().classes()) {
            double share = share(each.label());
            boolean isFrequent = true;
            for (Split split : DIVIDED) {
                isFrequent &= images(split) == 0 || share * images(split) >= EXPECTED;
            }
            for (Split split : DIVIDED) {
                double expected = share * images(split);
                double difference = counts[split.column()][each.label()] - expected;
                statistic += isFrequent && expected > 0 ? difference * difference / expected : 0;
            }
            labels += isFrequent ? 1 : 0;
        }
        double freedom = (splits - 1.0) * (labels - 1);
        return freedom > 0 && statistic > quantile(freedom);
    }

    /** The 0.999 quantile by Wilson and Hilferty's approximation. */
    private static double quantile(double freedom) {
        double spread = 2 / (9 * freedom);
        return freedom * Math.pow(1 - spread + NORMAL_QUANTILE * Math.sqrt(spread), 3);
    }

    private String largestDifference() {
        double largest = -1;
        String told = "";
        for (LabelClass each : spec.labels().classes()) {
            for (Split split : List.of(Split.VAL, Split.TEST)) {
                double difference = images(split) == 0
                        ? 0
                        : Math.abs(share(split, each.label()) - share(Split.TRAIN, each.label()));
                if (difference > largest) {
                    largest = difference;
                    told = told(
                            "Shares of labels differ between splits by more than chance, as some combinations of shapes are"
                                    + " frequent: %s is %.1f %% of train and %.1f %% of %s.",
                            each.name(),
                            100 * share(Split.TRAIN, each.label()),
                            100 * share(split, each.label()),
                            split.label());
                }
            }
        }
        return told;
    }

    private static String told(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
