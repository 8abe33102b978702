package io.atomicdatasets.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.atomicdatasets.pipeline.Sample;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        List<ObjectAnswer> objects,

        @Schema(description = "How hard it is, where the request has factors.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable DifficultyAnswer difficulty,

        @Schema(description = "Its counterfactual partner, where the request has pairs.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable PartnerAnswer partner) {
    static SampleAnswer of(Sample sample) {
        return new SampleAnswer(
                sample.label(),
                sample.candidate(),
                sample.cells(),
                sample.masks(),
                sample.objects().stream().map(ObjectAnswer::of).toList(),
                sample.difficulty() == null ? null : DifficultyAnswer.of(sample.difficulty()),
                sample.partner() == null ? null : PartnerAnswer.of(sample.partner()));
    }

    /** The partner of an image. */
    @Schema(name = "SamplePartner", description = "The same scene with one factor of one object changed.")
    record PartnerAnswer(
            @Schema(description = "Its class.") int label,

            @Schema(description = "Its values, row by row.") List<List<Integer>> cells,

            @Schema(description = "The object that each cell belongs to, as in the image.")
            List<List<Integer>> masks,

            @Schema(description = "Its objects, in the slots of the image; those behind one that is missing move up.")
            List<ObjectAnswer> objects,

            EditAnswer edit) {
        static PartnerAnswer of(Sample.Partner partner) {
            return new PartnerAnswer(
                    partner.label(),
                    partner.cells(),
                    partner.masks(),
                    partner.objects().stream().map(ObjectAnswer::of).toList(),
                    EditAnswer.of(partner.edit()));
        }
    }

    /** What differs between an image and its partner. */
    @Schema(
            name = "SampleEdit",
            description = "What differs between an image and its partner, as the array edits tells it.")
    record EditAnswer(
            @Schema(description = "The object that differs, 0 for the first.")
            int slot,

            @Schema(description = "What differs: place, value, orientation, presence or shape.")
            String factor,

            @Schema(
                    description =
                            "What it is in the image: a shape as its 64 bits, more than the numbers of JavaScript hold.")
            long from,

            @Schema(description = "What it is in the partner.")
            long to) {
        static EditAnswer of(Sample.SampleEdit edit) {
            return new EditAnswer(edit.slot(), edit.factor(), edit.from(), edit.to());
        }
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

            @Schema(description = "How many cells it has.") int size,

            @Schema(
                    description =
                            "The number of its shape in the array shapes, as its 64 bits in hexadecimal; where the request has factors.",
                    pattern = "^[0-9a-f]{16}$",
                    example = "a0e0000000000000")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable String shape,

            @Schema(description = "Which way the shape is turned and mirrored, 0 to 7; where the request has factors.")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable Integer orientation) {
        static ObjectAnswer of(Sample.SampleObject object) {
            Sample.ObjectFactors factors = object.factors();
            return new ObjectAnswer(
                    object.kind(),
                    object.family(),
                    object.value(),
                    object.box(),
                    object.size(),
                    factors == null ? null : HexFormat.of().toHexDigits(factors.shape()),
                    factors == null ? null : factors.orientation());
        }
    }

    /** How hard an image is. */
    @Schema(name = "SampleDifficulty", description = "How hard the image is, as the array difficulty tells it.")
    record DifficultyAnswer(
            @Schema(
                    description =
                            "Free rows or columns between the nearest cells of two objects: 0 where they touch; 255 of a single object.")
            int smallestGap,

            @Schema(description = "How many objects touch the border of the grid.")
            int objectsAtBorder,

            @Schema(description = "How many pairs of objects have the same value: 3 where three have it.")
            int pairsOfEqualValue) {
        static DifficultyAnswer of(Sample.SampleDifficulty difficulty) {
            return new DifficultyAnswer(
                    difficulty.smallestGap(), difficulty.objectsAtBorder(), difficulty.pairsOfEqualValue());
        }
    }
}
