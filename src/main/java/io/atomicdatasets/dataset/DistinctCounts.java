package io.atomicdatasets.dataset;

import java.util.ArrayList;
import java.util.List;

/**
 * How many different images a split has, counted exactly.
 *
 * @param images in all; where equal cells can have different labels this may be less than the sum over labels
 * @param byLabel with each label 0..255
 */
public record DistinctCounts(long images, List<Long> byLabel) {
    public DistinctCounts {
        byLabel = List.copyOf(byLabel);
    }

    /** These, and those of other images. */
    DistinctCounts plus(DistinctCounts others) {
        List<Long> sums = new ArrayList<>(byLabel);
        for (int label = 0; label < sums.size(); label++) {
            sums.set(label, sums.get(label) + others.byLabel.get(label));
        }
        return new DistinctCounts(images + others.images, sums);
    }
}
