package io.atomicdatasets.dataset;

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
}
