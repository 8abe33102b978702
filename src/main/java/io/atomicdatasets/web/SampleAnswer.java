package io.atomicdatasets.web;

import io.atomicdatasets.pipeline.Sample;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** One image made again, with everything that is known of it. */
@Schema(name = "Sample", description = "One image, made again from its candidate.")
record SampleAnswer(
        @Schema(description = "Its class.") int label,

        @Schema(description = "The number it was made from.")
        long candidate,

        @Schema(description = "Its values, row by row.") List<List<Integer>> cells,

        @Schema(description = "The object that each cell belongs to, row by row: 0 for none, 1 for the first.")
        List<List<Integer>> masks,

        @Schema(description = "Its objects, in the order they were placed.")
        List<ObjectAnswer> objects) {
    static SampleAnswer of(Sample sample) {
        return new SampleAnswer(
                sample.label(),
                sample.candidate(),
                sample.cells(),
                sample.masks(),
                sample.objects().stream().map(ObjectAnswer::of).toList());
    }

    /** One object of an image. */
    @Schema(name = "SampleObject", description = "One object of the image.")
    record ObjectAnswer(
            @Schema(description = "What its cells show.") String kind,

            @Schema(description = "What its shape is within its kind.")
            String family,

            @Schema(description = "What its cells hold.") int value,

            @Schema(description = "Row, column, height and width of its bounding box.")
            List<Integer> box,

            @Schema(description = "How many cells it has.") int size) {
        static ObjectAnswer of(Sample.SampleObject object) {
            return new ObjectAnswer(object.kind(), object.family(), object.value(), object.box(), object.size());
        }
    }
}
