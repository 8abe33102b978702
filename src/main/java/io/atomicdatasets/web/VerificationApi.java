package io.atomicdatasets.web;

import io.atomicdatasets.job.Job;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** How {@link VerificationController} is described. */
@Tag(name = "Preview and proof")
interface VerificationApi {
    @Operation(
            operationId = "verifyDataset",
            summary = "Verify the files",
            description = "Hashes all files again; one verification at a time in each process.")
    @ApiResponse(responseCode = "202", description = "Begun.")
    @Problems({
        ProblemType.WRONG_STATE,
        ProblemType.EXPIRED,
        ProblemType.FILES_GONE,
        ProblemType.INVALID_REQUEST,
        ProblemType.BUSY
    })
    ResponseEntity<VerificationAnswer> verify(
            Job job,
            @Parameter(
                            description = "Whether to make the arrays again too, and compare.",
                            schema = @Schema(type = "boolean", defaultValue = "false"))
                    @Nullable String regenerate)
            throws Exception;

    @Operation(operationId = "getVerification", summary = "Look at the last verification")
    @ApiResponse(responseCode = "200", description = "What it found, or how far it is.")
    ResponseEntity<VerificationAnswer> verification(Job job);
}
