package io.atomicdatasets.web;

import io.atomicdatasets.job.Job;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/datasets/{id}/progress")
@Tag(name = "Datasets")
final class ProgressController {
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final Ids ids;
    private final ProgressEvents events;
    private final Clock clock;

    ProgressController(Ids ids, ProgressEvents events, Clock clock) {
        this.ids = ids;
        this.events = events;
        this.clock = clock;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Follow a dataset",
            description =
                    "Answers in every state. With Accept: text/event-stream, a stream of events progress (this answer)"
                            + " and state that ends with the dataset's final state; Last-Event-ID goes on with one.")
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
    @ApiResponse(responseCode = "404", ref = "not-found")
    ResponseEntity<ProgressAnswer> progress(
            @Parameter(description = "The dataset's id, a UUID.") @PathVariable String id) {
        Job job = ids.find(id);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(ProgressAnswer.of(job, clock.instant()));
    }

    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(hidden = true)
    void events(
            @PathVariable String id,
            @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Job job = ids.find(id);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (lastEventId != null && ProgressEvent.isLastOf(job, lastEventId)) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT); // tells a browser not to come back
            return;
        }
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setHeader("X-Accel-Buffering", "no"); // nginx would keep events until it has a page of them
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            return;
        }
        AsyncContext exchange = request.startAsync();
        exchange.setTimeout(0);
        events.follow(job, lastEventId == null ? "" : lastEventId, exchange);
    }
}
