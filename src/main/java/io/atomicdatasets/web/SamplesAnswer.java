package io.atomicdatasets.web;

import io.atomicdatasets.pipeline.Sample;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Consecutive images of a split, made again. */
@Schema(name = "Samples", description = "Consecutive images of a split, made again.")
record SamplesAnswer(
        @Schema(description = "The place of the first in the split.")
        long from,

        @Schema(description = "How many the split has.") long count,

        @Schema(description = "The images, in the order of the split.")
        List<SampleAnswer> items) {
    static SamplesAnswer of(long from, long count, List<Sample> samples) {
        return new SamplesAnswer(
                from, count, samples.stream().map(SampleAnswer::of).toList());
    }
}
