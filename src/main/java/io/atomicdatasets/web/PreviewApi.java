package io.atomicdatasets.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** How {@link PreviewController} is described. */
@Tag(name = "Preview and proof")
interface PreviewApi {
    @Operation(
            operationId = "previewRequest",
            summary = "Preview a request",
            description =
                    "The images that a dataset of this request would begin with, the labels to expect and what it would"
                            + " take. Nothing is stored and no name is reserved. By Accept, as image/png: a contact sheet.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = DatasetRequest.class))))
    @ApiResponse(responseCode = "200", description = "What it would be.")
    @Problems({
        ProblemType.MALFORMED_JSON,
        ProblemType.BODY_TOO_LARGE,
        ProblemType.UNSUPPORTED_MEDIA_TYPE,
        ProblemType.INVALID_REQUEST,
        ProblemType.BUSY
    })
    PreviewAnswer preview(
            @Parameter(
                            description = "How many images, 1 to 100; 24 unless given.",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "24"))
                    @Nullable String n,
            @Parameter(hidden = true) HttpServletRequest request)
            throws Exception;

    @Operation(hidden = true)
    ResponseEntity<byte[]> picture(@Nullable String n, HttpServletRequest request) throws Exception;
}
