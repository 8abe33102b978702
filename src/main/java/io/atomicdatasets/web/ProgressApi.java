package io.atomicdatasets.web;

import io.atomicdatasets.job.Job;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.async.DeferredResult;

/** How {@link ProgressController} is described. */
@Tag(name = "Datasets")
interface ProgressApi {
    @Operation(
            operationId = "getProgress",
            parameters = @Parameter(ref = WaitPreference.PARAMETER),
            summary = "Follow a dataset",
            description =
                    "Answers in every state. With Accept: text/event-stream, a stream of events progress (this answer)"
                            + " and state that ends with the dataset's final state; Last-Event-ID goes on with one."
                            + " With Prefer: wait=10 the answer comes when the dataset is in a final state, or after"
                            + " 10 seconds, of 60 at most.")
    @ApiResponse(
            responseCode = "200",
            description = "How far it is.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = ProgressAnswer.class)),
                @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string"))
            })
    @ApiResponse(
            responseCode = "204",
            description = "Last-Event-ID is the last event of a stream that came to its end.")
    DeferredResult<ResponseEntity<ProgressAnswer>> progress(
            Job job, @Parameter(hidden = true) HttpServletRequest request) throws IOException;

    @Operation(hidden = true)
    void events(Job job, @Nullable String lastEventId, HttpServletRequest request, HttpServletResponse response)
            throws IOException;
}
