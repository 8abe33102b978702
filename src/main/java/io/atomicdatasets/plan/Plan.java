package io.atomicdatasets.plan;

import io.atomicdatasets.spec.DatasetSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request, and what is known about its dataset before it is made.
 *
 * @param spec what was asked
 * @param estimate what it will take
 * @param labels the labels to expect: those that occur among the first images
 * @param shortcuts how well simple numbers guess the labels; nothing where no images were looked at
 * @param warnings sentences for the person who asked
 */
public record Plan(
        DatasetSpec spec,
        Estimate estimate,
        List<ExpectedLabel> labels,
        Optional<Shortcuts> shortcuts,
        List<String> warnings) {
    public Plan {
        labels = List.copyOf(labels);
        warnings = List.copyOf(warnings);
    }

    /** A plan for which no images were looked at. */
    public static Plan unseen(DatasetSpec spec, Estimate estimate) {
        return new Plan(spec, estimate, List.of(), Optional.empty(), List.of());
    }

    /** The same of a request that differs in its name alone. */
    public Plan of(DatasetSpec named) {
        return new Plan(named, estimate, labels, shortcuts, warnings);
    }

    /**
     * An expected label.
     *
     * @param label its value
     * @param name what it means
     * @param share of the images, 0..1
     * @param splits the same of the images of each split, where shares can differ; where none are told they are alike
     */
    public record ExpectedLabel(int label, String name, double share, Map<String, Double> splits) {
        public ExpectedLabel {
            splits = splits == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(splits));
        }
    }
}
