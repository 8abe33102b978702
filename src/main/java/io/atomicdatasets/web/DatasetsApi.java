package io.atomicdatasets.web;

import io.atomicdatasets.job.Job;
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
import org.springframework.web.context.request.async.DeferredResult;

/** How {@link DatasetsController} is described. */
@Tag(name = "Datasets", description = "Ask for a dataset, confirm it, watch it grow.")
interface DatasetsApi {
    @Operation(
            operationId = "createDataset",
            summary = "Ask for a dataset",
            description =
                    "Answers with a plan: what the dataset will take and which labels to expect. Nothing runs until"
                            + " it is confirmed; its name is reserved until it is cancelled, expires or is deleted.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = DatasetRequest.class))))
    @ApiResponse(
            responseCode = "200",
            description = "With dry_run: what it would be.",
            content = @Content(schema = @Schema(implementation = PlanAnswer.class)))
    @ApiResponse(
            responseCode = "201",
            description = "Planned; Location names it.",
            content = @Content(schema = @Schema(implementation = DatasetAnswer.class)))
    @Problems({
        ProblemType.MALFORMED_JSON,
        ProblemType.NAME_TAKEN,
        ProblemType.BODY_TOO_LARGE,
        ProblemType.UNSUPPORTED_MEDIA_TYPE,
        ProblemType.INVALID_REQUEST,
        ProblemType.TOO_MANY,
        ProblemType.DISK_FULL
    })
    ResponseEntity<?> submit(
            @Parameter(
                            description =
                                    "A name of the client's own for this request, up to 255 visible characters. Sending"
                                            + " the same again under it gives the same dataset.",
                            schema = @Schema(type = "string", pattern = DatasetsController.IDEMPOTENCY_KEY))
                    @Nullable String key,
            @Parameter(
                            description = "Whether only to check the request and tell what it would take.",
                            schema = @Schema(type = "boolean", defaultValue = "false"))
                    @Nullable String dryRun,
            @Parameter(hidden = true) HttpServletRequest request)
            throws Exception;

    @Operation(operationId = "listDatasets", summary = "List datasets", description = "Newest first, a page at a time.")
    @ApiResponse(responseCode = "200", description = "A page; Link names the next one.")
    @Problems(ProblemType.INVALID_REQUEST)
    ResponseEntity<ListAnswer> list(
            @Parameter(
                            description = "Datasets on a page, 1 to 1000; 50 unless given.",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "50"))
                    @Nullable String pageSize,
            @Parameter(description = "The next_page_token of the page before.") @Nullable String pageToken,
            @Parameter(description = "Only datasets in this state.") @Nullable String state)
            throws Exception;

    @Operation(operationId = "getDataset", summary = "Look at a dataset")
    @ApiResponse(responseCode = "200", description = "The dataset.")
    @ApiResponse(responseCode = "304", description = "The client has it: If-None-Match lists its ETag.")
    ResponseEntity<DatasetAnswer> get(Job job) throws Exception;

    @Operation(
            operationId = "confirmDataset",
            parameters = @Parameter(ref = WaitPreference.PARAMETER),
            summary = "Confirm a dataset",
            description =
                    "Queues its run. Confirming twice is harmless: the same answer, one run. With Prefer: wait=10 the"
                            + " answer comes when the run has ended, or after 10 seconds, of 60 at most.")
    @ApiResponse(responseCode = "202", description = "Confirmed; Location names its progress.")
    @ApiResponse(responseCode = "200", description = "It has succeeded.")
    @Problems({ProblemType.WRONG_STATE, ProblemType.EXPIRED, ProblemType.TOO_MANY, ProblemType.DISK_FULL})
    DeferredResult<ResponseEntity<DatasetAnswer>> confirm(Job job, @Parameter(hidden = true) HttpServletRequest request)
            throws Exception;

    @Operation(
            operationId = "cancelDataset",
            summary = "Cancel a dataset",
            description = "A run stops within seconds and leaves no file behind.")
    @ApiResponse(responseCode = "200", description = "Cancelled.")
    @ApiResponse(responseCode = "202", description = "Its run is being stopped.")
    @Problems({ProblemType.WRONG_STATE, ProblemType.EXPIRED})
    ResponseEntity<DatasetAnswer> cancel(Job job) throws Exception;

    @Operation(
            operationId = "retryDataset",
            parameters = @Parameter(ref = WaitPreference.PARAMETER),
            summary = "Make a failed or cancelled dataset again",
            description =
                    "Under its name. A failed one goes on from its last checkpoint; a cancelled one begins anew, and is"
                            + " refused if another has its name now. Prefer: wait=10 waits as confirming does.")
    @ApiResponse(responseCode = "202", description = "Queued; Location names its progress.")
    @Problems({ProblemType.WRONG_STATE, ProblemType.EXPIRED, ProblemType.TOO_MANY, ProblemType.DISK_FULL})
    DeferredResult<ResponseEntity<DatasetAnswer>> retry(Job job, @Parameter(hidden = true) HttpServletRequest request)
            throws Exception;

    @Operation(
            operationId = "deleteDataset",
            summary = "Delete a dataset",
            description = "With its files. Cancel it first if it is queued or running.")
    @ApiResponse(responseCode = "204", description = "Gone.")
    @Problems({ProblemType.WRONG_STATE, ProblemType.DISK_REFUSED})
    ResponseEntity<Void> delete(Job job) throws Exception;
}
