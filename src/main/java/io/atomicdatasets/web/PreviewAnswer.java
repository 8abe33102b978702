package io.atomicdatasets.web;

import io.atomicdatasets.describe.Rights;
import io.atomicdatasets.pipeline.Sample;
import io.atomicdatasets.plan.Plan;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a dataset would be, and the images it would begin with. */
@Schema(name = "Preview", description = "What a dataset would be, with its first images; nothing was stored.")
record PreviewAnswer(
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
        String license,

        @Schema(description = "The first training images, in their order.")
        List<SampleAnswer> images) {
    static PreviewAnswer of(Plan plan, List<Sample> images, long freeBytes, Rights rights) {
        PlanAnswer answer = PlanAnswer.of(plan, freeBytes, rights);
        return new PreviewAnswer(
                answer.request(),
                answer.estimate(),
                answer.expectedLabels(),
                answer.shortcuts(),
                answer.license(),
                images.stream().map(SampleAnswer::of).toList());
    }
}
