package io.atomicdatasets.web;

import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.JobRefusedException;
import io.atomicdatasets.job.JobState;
import io.atomicdatasets.job.Jobs;
import io.atomicdatasets.job.NotAdmittedException;
import io.atomicdatasets.root.NameTakenException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.InvalidSpecException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Datasets and their states, from the request to the deletion. */
@RestController
@RequestMapping(path = "/datasets")
final class DatasetsController implements DatasetsApi {
    static final String IDEMPOTENCY_KEY = "[!-~]{1,255}";

    private final Jobs jobs;
    private final JsonBody body;
    private final BoundedWork work;
    private final AwaitedEnds ends;
    private final HttpSettings settings;
    private final DatasetAnswers answers;

    DatasetsController(
            Jobs jobs,
            JsonBody body,
            BoundedWork work,
            AwaitedEnds ends,
            HttpSettings settings,
            DatasetAnswers answers) {
        this.jobs = jobs;
        this.body = body;
        this.work = work;
        this.ends = ends;
        this.settings = settings;
        this.answers = answers;
    }

    @Override
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<?> submit(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestParam(name = "dry_run", required = false) @Nullable String dryRun,
            HttpServletRequest request)
            throws Exception {
        DatasetSpec spec = body.readSpec(request);
        if (key != null && !key.matches(IDEMPOTENCY_KEY)) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST, "Idempotency-Key must be 1 to 255 visible ASCII characters.");
        }
        if (BooleanParameter.read("dry_run", dryRun)) {
            return ResponseEntity.ok(answers.of(work.admit(() -> jobs.plan(spec))));
        }
        Job job = work.admit(() -> key == null ? jobs.submit(spec) : jobs.submit(spec, key));
        return ResponseEntity.created(URI.create(DatasetLinks.self(job.id()))).body(answers.of(job));
    }

    @Override
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<ListAnswer> list(
            @RequestParam(name = "page_size", required = false) @Nullable String pageSize,
            @RequestParam(name = "page_token", required = false) @Nullable String pageToken,
            @RequestParam(required = false) @Nullable String state)
            throws InvalidSpecException, IOException {
        ListQuery query = ListQuery.read(settings.maxPageSize(), pageSize, pageToken, state);
        ListAnswer page = answers.of(query, jobs.list(query.state(), query.before(), query.pageSize() + 1));
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (page.nextPageToken() != null) { // relative, so that it holds below any path (RFC 8288, section 3.1)
            answer.header(HttpHeaders.LINK, "<" + query.next(page.nextPageToken()) + ">; rel=\"next\"");
        }
        return answer.body(page);
    }

    @Override
    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<DatasetAnswer> get(Job job) throws IOException {
        DatasetAnswer answer = answers.of(job);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .eTag(answer.etag())
                .body(answer);
    }

    @Override
    @PostMapping(path = "/{id}/confirm", produces = MediaType.APPLICATION_JSON_VALUE)
    public DeferredResult<ResponseEntity<DatasetAnswer>> confirm(Job job, HttpServletRequest request)
            throws JobRefusedException, NotAdmittedException, IOException {
        return started(request, jobs.confirm(job.id()));
    }

    @Override
    @PostMapping(path = "/{id}/cancel", produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<DatasetAnswer> cancel(Job job) throws JobRefusedException, IOException {
        Job cancelled = jobs.cancel(job.id());
        return status(cancelled, JobState.CANCELLED).body(answers.of(cancelled));
    }

    @Override
    @PostMapping(path = "/{id}/retry", produces = MediaType.APPLICATION_JSON_VALUE)
    public DeferredResult<ResponseEntity<DatasetAnswer>> retry(Job job, HttpServletRequest request)
            throws JobRefusedException, NotAdmittedException, NameTakenException, IOException {
        return started(request, jobs.retry(job.id()));
    }

    private DeferredResult<ResponseEntity<DatasetAnswer>> started(HttpServletRequest request, Job job)
            throws IOException {
        return ends.answer(
                request,
                job,
                now -> status(now, JobState.SUCCEEDED)
                        .location(DatasetLinks.progress(now.id()))
                        .body(answers.of(now)));
    }

    @Override
    @DeleteMapping("/{id}")
    public ResponseEntity<Void> delete(Job job) throws JobRefusedException, IOException {
        jobs.delete(job.id());
        return ResponseEntity.noContent().build();
    }

    /** Accepted, unless nothing is left to do: the job is where it was meant to come. */
    private static ResponseEntity.BodyBuilder status(Job job, JobState goal) {
        return ResponseEntity.status(job.state() == goal ? HttpStatus.OK : HttpStatus.ACCEPTED);
    }
}
