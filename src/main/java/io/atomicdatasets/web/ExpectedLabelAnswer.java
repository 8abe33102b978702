package io.atomicdatasets.web;

import io.atomicdatasets.plan.Plan;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One label to expect. */
@Schema(name = "ExpectedLabel", description = "One label that images of the sample had.")
record ExpectedLabelAnswer(
        @Schema(description = "Its value in labels.npy.") int label,
        @Schema(description = "What it means.") String name,

        @Schema(description = "Its share of the images, 0 to 1.")
        double share,

        @Schema(
                description =
                        "Its share of the images of each split, where they differ or can: with hold_out, with split_by shapes, and where forms are few. Else they are alike. Splits of which too few images were seen are not told.")
        @Nullable Map<String, Double> splits) {
    static List<ExpectedLabelAnswer> of(Plan plan) {
        return plan.labels().stream()
                .map(each -> new ExpectedLabelAnswer(
                        each.label(), each.name(), each.share(), each.splits().isEmpty() ? null : each.splits()))
                .toList();
    }
}
