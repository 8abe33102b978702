package io.atomicdatasets.image;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Labels;
import io.atomicdatasets.spec.Split;

/**
 * The candidates of a dataset in order, each with its split and label.
 *
 * <p>Not thread-safe; allocates nothing per image.
 */
public final class Candidates {
    private final ImageGenerator generator;
    private final AtomicImage image;
    private final SplitRule rule;
    private final Labels labels;

    /** Candidates of one dataset. Builds a table of some 4,700 shapes, so it should be reused for many of them. */
    public Candidates(DatasetSpec spec) {
        generator = new ImageGenerator(spec.recipe(), spec.seed());
        image = new AtomicImage(spec);
        rule = new SplitRule(spec.division(), spec.recipe());
        labels = spec.labels();
    }

    /** Called for each image. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Visits one image.
         *
         * @param image a buffer that is only valid during the call
         * @return whether to continue with the next one
         */
        boolean visit(Split split, int label, AtomicImage image);
    }

    /**
     * Visits candidates {@code first .. first + count - 1}, or fewer if the visitor returns false. With pairs, those are passed over
     * whose partners cannot be made or fall to another split.
     */
    public void walk(long first, int count, Visitor visitor) {
        for (long candidate = first; candidate < first + count; candidate++) {
            generator.generate(candidate, image);
            Split split = rule.splitOf(image);
            if (isLeftOut(split)) {
                continue;
            }
            int label = labels.labelOf(image.objectsByKind(), image.cellsByKind());
            if (!visitor.visit(split, label, image)) {
                return;
            }
        }
    }

    /** Whether the image lacks its partner, or would be in another split: then it is in none, so that no split knows of another. */
    private boolean isLeftOut(Split split) {
        Partner partner = image.partner();
        return partner != null && (!partner.isMade() || rule.splitOf(partner.image()) != split);
    }
}
