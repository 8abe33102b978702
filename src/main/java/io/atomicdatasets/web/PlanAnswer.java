package io.atomicdatasets.web;

import io.atomicdatasets.describe.Rights;
import io.atomicdatasets.plan.Plan;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a dataset would be, if it were asked for. */
@Schema(name = "Plan", description = "What a dataset would be; nothing was stored, and no name is reserved.")
record PlanAnswer(
        @Schema(
                description = "The request with every value resolved but the name.",
                implementation = DatasetRequest.class)
        Map<String, Object> request,

        DatasetAnswer.EstimateAnswer estimate,

        @Schema(description = "The labels to expect, from a sample of images.")
        List<ExpectedLabelAnswer> expectedLabels,

        @Nullable ShortcutsAnswer shortcuts,

        @Schema(
                description =
                        "What others may do with the dataset, as the service's settings say: an SPDX identifier, or a URL.",
                example = "CC0-1.0")
        String license) {
    static PlanAnswer of(Plan plan, long freeBytes, Rights rights) {
        return new PlanAnswer(
                plan.spec().toFields(),
                DatasetAnswer.EstimateAnswer.of(plan, freeBytes),
                ExpectedLabelAnswer.of(plan),
                ShortcutsAnswer.of(plan),
                rights.license().value());
    }
}
