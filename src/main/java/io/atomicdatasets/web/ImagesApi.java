package io.atomicdatasets.web;

import io.atomicdatasets.job.Job;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** How {@link ImagesController} is described. */
@Tag(
        name = "Preview and proof",
        description = "See what will be made, look at single images, prove that nothing changed.")
interface ImagesApi {
    @Operation(
            operationId = "previewDataset",
            summary = "Preview the images",
            description =
                    "The first training images of this very dataset, made on the fly; before it is confirmed too. As"
                            + " application/json, by Accept, they come as samples do.")
    @ApiResponse(
            responseCode = "200",
            description = "A contact sheet, or the images as JSON.",
            content = {
                @Content(mediaType = MediaType.IMAGE_PNG_VALUE, schema = @Schema(type = "string", format = "binary")),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = SamplesAnswer.class))
            })
    @Problems({ProblemType.EXPIRED, ProblemType.INVALID_REQUEST, ProblemType.BUSY})
    ResponseEntity<?> preview(
            Job job,
            @Parameter(
                            description = "How many images, 1 to 100; 100 unless given.",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "100"))
                    @Nullable String n,
            @Parameter(hidden = true) @Nullable String accept)
            throws Exception;

    @Operation(
            operationId = "getSample",
            summary = "Look at one image",
            description =
                    "Made again from its candidate, with its objects and its partner; as image/png too, by Accept.")
    @ApiResponse(responseCode = "200", description = "The image.")
    @Problems({ProblemType.WRONG_STATE, ProblemType.EXPIRED, ProblemType.FILES_GONE})
    SampleAnswer sample(
            Job job,
            @Parameter(
                            description = "Which split.",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"train", "val", "test", "ood"}))
                    String split,
            @Parameter(
                            description = "The image's place in the split, from 0.",
                            schema = @Schema(type = "integer", format = "int64", minimum = "0", example = "0"))
                    String index)
            throws Exception;

    @Operation(
            operationId = "listSamples",
            summary = "Look at consecutive images",
            description = "As single ones, in one answer; fewer where the split ends before, none behind its end.")
    @ApiResponse(responseCode = "200", description = "The images.")
    @Problems({
        ProblemType.WRONG_STATE,
        ProblemType.EXPIRED,
        ProblemType.FILES_GONE,
        ProblemType.INVALID_REQUEST,
        ProblemType.BUSY
    })
    SamplesAnswer samples(
            Job job,
            @Parameter(
                            description = "Which split.",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"train", "val", "test", "ood"}))
                    String split,
            @Parameter(
                            description = "The place of the first in the split; 0 unless given.",
                            schema = @Schema(type = "integer", minimum = "0", defaultValue = "0"))
                    @Nullable String from,
            @Parameter(
                            description = "How many, 1 to 256; 48 unless given.",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "256", defaultValue = "48"))
                    @Nullable String n)
            throws Exception;

    @Operation(hidden = true)
    ResponseEntity<byte[]> picture(Job job, String split, String index) throws Exception;
}
