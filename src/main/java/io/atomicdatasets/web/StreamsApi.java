package io.atomicdatasets.web;

import io.atomicdatasets.spec.InvalidSpecException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** How {@link StreamsController} is described; {@link StreamParameters} adds the fields. */
@Tag(name = "Streams", description = "Images without a dataset.")
interface StreamsApi {
    @Operation(
            operationId = "streamImages",
            summary = "Stream images",
            description =
                    "Of the candidates start to start + count - 1, those that fall to the split, with labels and candidates:"
                            + " exactly those that a dataset of the same request holds, made while they are sent. Nothing"
                            + " is stored. As image cells alone, a .npy file, by Accept: application/octet-stream.")
    @ApiResponse(
            responseCode = "200",
            description = "A .npz file; numpy.load reads it.",
            content = {
                @Content(mediaType = "application/zip", schema = @Schema(type = "string", format = "binary")),
                @Content(mediaType = "application/octet-stream", schema = @Schema(type = "string", format = "binary"))
            })
    @ApiResponse(responseCode = "304", description = "The client has it: If-None-Match lists its ETag.")
    @Problems({
        ProblemType.NOT_ACCEPTABLE,
        ProblemType.OTHER_VERSION,
        ProblemType.OTHER_FILE,
        ProblemType.INVALID_REQUEST,
        ProblemType.BUSY
    })
    void images(
            @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response)
            throws IOException, InvalidSpecException;
}
