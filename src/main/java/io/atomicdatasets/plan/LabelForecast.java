package io.atomicdatasets.plan;

import io.atomicdatasets.plan.Plan.ExpectedLabel;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.LabelClass;
import io.atomicdatasets.spec.Split;
import io.atomicdatasets.spec.SplitBy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The labels to expect, in all images and in each split. */
final class LabelForecast {
    private static final int EXPECTED = 10; // images of a label, without which nothing is said of it
    private static final int FEW_IMAGES = 10;
    private static final int LEAST_IMAGES = 100; // of a split in which a label may be called rare
    private static final int LEAST_TO_TELL = 400; // images of a split, by which shares are known to some percent
    private static final double NORMAL_QUANTILE = 3.0902; // of 0.999
    /** Among which what is not held out is divided. */
    private static final List<Split> DIVIDED = List.of(Split.TRAIN, Split.VAL, Split.TEST);

    private final DatasetSpec spec;
    private final SplitCensus census;
    private final boolean isDrifting;

    /** Takes the census further where only more images tell a drift from chance. */
    LabelForecast(DatasetSpec spec, SplitCensus census) {
        this.spec = spec;
        this.census = census;
        isDrifting = doSharesDiffer() && doSharesDifferAmongMany();
    }

    /** Once more with more images, as one sample in a thousand looks like a drift by chance. */
    private boolean doSharesDifferAmongMany() {
        census.takeMany();
        return doSharesDiffer();
    }

    /** The labels that occur, with their shares in all splits together and in each. */
    List<ExpectedLabel> labels() {
        return occurring().stream()
                .map(each ->
                        new ExpectedLabel(each.label(), each.name(), share(each.label()), sharesBySplit(each.label())))
                .toList();
    }

    private List<LabelClass> occurring() {
        return spec.labels().classes().stream()
                .filter(each -> spec.presentSplits().stream().anyMatch(split -> census.images(split, each.label()) > 0))
                .toList();
    }

    /** Of all images of the dataset, which holds its splits in the shares that were asked for. */
    private double share(int label) {
        double images = 0;
        long all = 0;
        for (Split split : spec.presentSplits()) {
            if (census.images(split) > 0) {
                images += share(split, label) * spec.count(split);
                all += spec.count(split);
            }
        }
        return all > 0 ? images / all : dividedShare(label);
    }

    private double share(Split split, int label) {
        return (double) census.images(split, label) / census.images(split);
    }

    /** The share of a label among the images that are not held out. */
    private double dividedShare(int label) {
        long images = 0;
        long divided = 0;
        for (Split split : DIVIDED) {
            images += census.images(split, label);
            divided += census.images(split);
        }
        return (double) images / Math.max(1, divided);
    }

    /** The shares of a label in each split of which enough is known; nothing where they are alike. */
    private Map<String, Double> sharesBySplit(int label) {
        Map<String, Double> shares = new LinkedHashMap<>();
        if (spec.division().splitBy() == SplitBy.SHAPES || census.holdsOut() || isDrifting) {
            for (Split split : spec.presentSplits()) {
                if (census.images(split) >= LEAST_TO_TELL) {
                    shares.put(split.label(), share(split, label));
                }
            }
        }
        return shares;
    }

    /** What splits lack, and how labels differ between them. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        rareLabels().ifPresent(warnings::add);
        for (LabelClass each : spec.labels().classes()) {
            for (Split split : DIVIDED) {
                double expected = dividedShare(each.label()) * census.images(split);
                if (expected >= EXPECTED && census.images(split, each.label()) == 0) {
                    warnings.add(told(
                            "%s will hardly have an image with label %d, %s: none of %,d that belong to it has it.",
                            split.label(), each.label(), each.name(), census.images(split)));
                }
            }
        }
        if (isDrifting) {
            warnings.add(largestDifference());
        }
        return warnings;
    }

    /** A warning if some of the labels that occur will be in so few images of a split that little is learned of them. */
    private Optional<String> rareLabels() {
        List<LabelClass> labels = occurring();
        for (Split split : List.of(Split.TEST, Split.VAL, Split.TRAIN, Split.OOD)) {
            long rare =
                    labels.stream().filter(each -> isRare(split, each.label())).count();
            if (rare > 0 && spec.count(split) >= LEAST_IMAGES) {
                return Optional.of(told(
                        "%d of %d labels %s expected in fewer than %d images of %s.",
                        rare, labels.size(), rare == 1 ? "is" : "are", FEW_IMAGES, split.label()));
            }
        }
        return Optional.empty();
    }

    /** Whether few images have it; where something is held out none may be meant. */
    private boolean isRare(Split split, int label) {
        double share = sharesBySplit(label).getOrDefault(split.label(), dividedShare(label));
        boolean isUnknown = split == Split.OOD && census.images(split) < LEAST_TO_TELL;
        boolean isMeant = census.holdsOut() && share == 0;
        return share * spec.count(split) < FEW_IMAGES && !isUnknown && !isMeant;
    }

    /** Pearson's test of labels against splits, at a significance of 0.001. */
    private boolean doSharesDiffer() {
        double statistic = 0;
        int labels = 0;
        long splits = 0;
        for (Split split : DIVIDED) {
            splits += census.images(split) > 0 ? 1 : 0;
        }
        for (LabelClass each : spec.labels().classes()) {
            double share = dividedShare(each.label());
            boolean isFrequent = true;
            for (Split split : DIVIDED) {
                isFrequent &= census.images(split) == 0 || share * census.images(split) >= EXPECTED;
            }
            for (Split split : DIVIDED) {
                double expected = share * census.images(split);
                double difference = census.images(split, each.label()) - expected;
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
                double difference = census.images(split) == 0 || census.images(Split.TRAIN) == 0
                        ? 0
                        : Math.abs(share(split, each.label()) - share(Split.TRAIN, each.label()));
                if (difference > largest) {
                    largest = difference;
                    told = told(
                            "Shares of labels differ between splits by more than chance, as some %s are frequent: %s is %.1f %% of"
                                    + " train and %.1f %% of %s.",
                            spec.division().splitBy() == SplitBy.SHAPES ? "combinations of shapes" : "forms",
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
