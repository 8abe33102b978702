package io.atomicdatasets.web;

import io.atomicdatasets.plan.Plan;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** One label to expect. */
@Schema(name = "ExpectedLabel", description = "One label that images of the sample had.")
record ExpectedLabelAnswer(
        @Schema(description = "Its value in labels.npy.") int label,
        @Schema(description = "What it means.") String name,

        @Schema(description = "Its share of the images, 0 to 1.")
        double share) {
    static List<ExpectedLabelAnswer> of(Plan plan) {
        return plan.labels().stream()
                .map(each -> new ExpectedLabelAnswer(each.label(), each.name(), each.share()))
                .toList();
    }
}
