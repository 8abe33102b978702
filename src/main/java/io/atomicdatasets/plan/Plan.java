package io.atomicdatasets.plan;

import io.atomicdatasets.spec.DatasetSpec;
import java.util.List;

/**
 * A request, and what is known about its dataset before it is made.
 *
 * @param spec what was asked
 * @param estimate what it will take
 * @param labels the labels to expect: those that occur among the first images
 * @param warnings sentences for the person who asked
 */
public record Plan(DatasetSpec spec, Estimate estimate, List<ExpectedLabel> labels, List<String> warnings) {
    public Plan {
        labels = List.copyOf(labels);
        warnings = List.copyOf(warnings);
    }

    /**
     * An expected label.
     *
     * @param label its value
     * @param name what it means
     * @param share of the images, 0..1
     */
    public record ExpectedLabel(int label, String name, double share) {}
}
