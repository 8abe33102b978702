package io.atomicdatasets.web;

import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.Jobs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** How far a dataset is: once, or as a stream of server-sent events. */
@RestController
@RequestMapping("/datasets/{id}/progress")
final class ProgressController implements ProgressApi {
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final Jobs jobs;
    private final ProgressEvents events;
    private final AwaitedEnds ends;
    private final Clock clock;

    ProgressController(Jobs jobs, ProgressEvents events, AwaitedEnds ends, Clock clock) {
        this.jobs = jobs;
        this.events = events;
        this.ends = ends;
        this.clock = clock;
    }

    @Override
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    public DeferredResult<ResponseEntity<ProgressAnswer>> progress(Job job, HttpServletRequest request)
            throws IOException {
        return ends.answer(
                request,
                job,
                now -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .body(ProgressAnswer.of(
                                now, jobs.placesInQueue(List.of(now)).get(now.id()), clock.instant())));
    }

    @Override
    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    public void events(
            Job job,
            @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
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
        events.follow(job, lastEventId == null ? "" : lastEventId, request);
    }
}
