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

/** Datasets and their states, from the request to the deletion. */
@RestController
@RequestMapping(path = "/datasets")
final class DatasetsController implements DatasetsApi {
    static final String IDEMPOTENCY_KEY = "[!-~]{1,255}";

    private final Jobs jobs;
    private final JsonBody body;
    private final BoundedWork work;
    private final HttpSettings settings;
    private final DatasetAnswers answers;

    DatasetsController(Jobs jobs, JsonBody body, BoundedWork work, HttpSettings settings, DatasetAnswers answers) {
        this.jobs = jobs;
        this.body = body;
        this.work = work;
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
    public ListAnswer list(
            @RequestParam(name = "page_size", required = false) @Nullable String pageSize,
            @RequestParam(name = "page_token", required = false) @Nullable String pageToken,
            @RequestParam(required = false) @Nullable String state)
            throws InvalidSpecException, IOException {
        ListQuery query = ListQuery.read(settings.maxPageSize(), pageSize, pageToken, state);
        return answers.of(query, jobs.list(query.state(), query.before(), query.pageSize() + 1));
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
    public ResponseEntity<DatasetAnswer> confirm(Job job)
            throws JobRefusedException, NotAdmittedException, IOException {
        Job confirmed = jobs.confirm(job.id());
        return status(confirmed, JobState.SUCCEEDED)
                .location(DatasetLinks.progress(job.id()))
                .body(answers.of(confirmed));
    }

    @Override
    @PostMapping(path = "/{id}/cancel", produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<DatasetAnswer> cancel(Job job) throws JobRefusedException, IOException {
        Job cancelled = jobs.cancel(job.id());
        return status(cancelled, JobState.CANCELLED).body(answers.of(cancelled));
    }

    @Override
    @PostMapping(path = "/{id}/retry", produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<DatasetAnswer> retry(Job job)
            throws JobRefusedException, NotAdmittedException, NameTakenException, IOException {
        Job queued = jobs.retry(job.id());
        return ResponseEntity.accepted()
                .location(DatasetLinks.progress(job.id()))
                .body(answers.of(queued));
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
