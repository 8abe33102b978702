package io.atomicdatasets.image;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Labels;
import io.atomicdatasets.spec.Split;

/**
 * The candidates of a dataset in order, each with the split it falls to and its label.
 *
 * <p>For one thread at a time; allocates nothing per image.
 */
public final class Candidates {
    private final ImageGenerator generator;
    private final AtomicImage image;
    private final SplitRule rule;
    private final Labels labels;

    public Candidates(DatasetSpec spec) {
        generator = new ImageGenerator(spec.recipe(), spec.seed());
        image = new AtomicImage(spec.recipe());
        rule = new SplitRule(spec.splits(), spec.recipe().gridSize());
        labels = spec.labels();
    }

    /** Takes each image. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Takes one image.
         *
         * @param image a buffer that is only valid during the call
         * @return whether to go on to the next
         */
        boolean visit(Split split, int label, AtomicImage image);
    }

    /** Visits candidates {@code first .. first + count - 1}, or fewer when the visitor has seen enough. */
    public void walk(long first, int count, Visitor visitor) {
        for (long candidate = first; candidate < first + count; candidate++) {
            generator.generate(candidate, image);
            int label = labels.labelOf(image.objectsByKind(), image.cellsByKind());
            if (!visitor.visit(rule.splitOf(image), label, image)) {
                return;
            }
        }
    }
}
