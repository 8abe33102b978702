package io.atomicdatasets.web;

import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.JobRefusedException;
import io.atomicdatasets.job.JobState;
import io.atomicdatasets.job.Jobs;
import io.atomicdatasets.job.NotAdmittedException;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.NameTakenException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.InvalidSpecException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/datasets")
@Tag(name = "Datasets", description = "Ask for a dataset, confirm it, watch it grow.")
final class DatasetsController {
    private static final String IDEMPOTENCY_KEY = "[!-~]{1,255}";
    private static final String ID = "The dataset's id, a UUID.";

    private final Jobs jobs;
    private final Ids ids;
    private final JsonBody body;
    private final BoundedWork work;
    private final DatasetsRoot root;
    private final DoorSettings settings;

    DatasetsController(Jobs jobs, Ids ids, JsonBody body, BoundedWork work, DatasetsRoot root, DoorSettings settings) {
        this.jobs = jobs;
        this.ids = ids;
        this.body = body;
        this.work = work;
        this.root = root;
        this.settings = settings;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
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
    @ApiResponse(responseCode = "400", ref = "malformed-json")
    @ApiResponse(responseCode = "409", ref = "name-taken")
    @ApiResponse(responseCode = "413", ref = "body-too-large")
    @ApiResponse(responseCode = "415", ref = "unsupported-media-type")
    @ApiResponse(responseCode = "422", ref = "invalid-request")
    @ApiResponse(responseCode = "429", ref = "too-many")
    @ApiResponse(responseCode = "507", ref = "disk-full")
    ResponseEntity<?> submit(
            @Parameter(
                            description =
                                    "A name of the client's own for this request, up to 255 visible characters. Sending"
                                            + " the same again under it gives the same dataset.",
                            schema = @Schema(type = "string", pattern = IDEMPOTENCY_KEY))
                    @RequestHeader(name = "Idempotency-Key", required = false)
                    @Nullable String key,
            @Parameter(
                            description = "Whether only to check the request and tell what it would take.",
                            schema = @Schema(type = "boolean", defaultValue = "false"))
                    @RequestParam(name = "dry_run", required = false)
                    @Nullable String dryRun,
            @Parameter(hidden = true) HttpServletRequest request)
            throws Exception {
        DatasetSpec spec = body.readSpec(request);
        if (key != null && !key.matches(IDEMPOTENCY_KEY)) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST, "Idempotency-Key must be 1 to 255 visible ASCII characters.");
        }
        if (Flag.read("dry_run", dryRun)) {
            return ResponseEntity.ok(PlanAnswer.of(work.admit(() -> jobs.plan(spec)), root.freeBytes()));
        }
        Job job = work.admit(() -> key == null ? jobs.submit(spec) : jobs.submit(spec, key));
        return ResponseEntity.created(URI.create(Links.self(job.id()))).body(answer(job));
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "List datasets", description = "Newest first, a page at a time.")
    @ApiResponse(responseCode = "200", description = "A page.")
    @ApiResponse(responseCode = "422", ref = "invalid-request")
    ListAnswer list(
            @Parameter(
                            description = "Datasets on a page, 1 to 1000; 50 unless given.",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "50"))
                    @RequestParam(name = "page_size", required = false)
                    @Nullable String pageSize,
            @Parameter(description = "The next_page_token of the page before.")
                    @RequestParam(name = "page_token", required = false)
                    @Nullable String pageToken,
            @Parameter(description = "Only datasets in this state.") @RequestParam(required = false) @Nullable String state)
            throws InvalidSpecException, IOException {
        ListQuery query = ListQuery.read(settings.maxPageSize(), pageSize, pageToken, state);
        return ListAnswer.of(query, jobs.list(query.state(), query.before(), query.pageSize() + 1), root.freeBytes());
    }

    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Look at a dataset")
    @ApiResponse(responseCode = "200", description = "The dataset.")
    @ApiResponse(responseCode = "304", description = "The client has it: If-None-Match lists its ETag.")
    @ApiResponse(responseCode = "404", ref = "not-found")
    ResponseEntity<DatasetAnswer> get(@Parameter(description = ID) @PathVariable String id) throws IOException {
        DatasetAnswer answer = answer(ids.find(id));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .eTag(answer.etag())
                .body(answer);
    }

    @PostMapping(path = "/{id}/confirm", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Confirm a dataset",
            description = "Queues its run. Confirming twice is harmless: the same answer, one run.")
    @ApiResponse(responseCode = "202", description = "Confirmed; Location names its progress.")
    @ApiResponse(responseCode = "200", description = "It stands already.")
    @ApiResponse(responseCode = "404", ref = "not-found")
    @ApiResponse(responseCode = "409", ref = "wrong-state")
    @ApiResponse(responseCode = "410", ref = "expired")
    @ApiResponse(responseCode = "429", ref = "too-many")
    @ApiResponse(responseCode = "507", ref = "disk-full")
    ResponseEntity<DatasetAnswer> confirm(@Parameter(description = ID) @PathVariable String id)
            throws JobRefusedException, NotAdmittedException, IOException {
        Job job = jobs.confirm(ids.find(id).id());
        HttpStatus status = job.state() == JobState.SUCCEEDED ? HttpStatus.OK : HttpStatus.ACCEPTED;
        return ResponseEntity.status(status)
                .location(URI.create(Links.self(job.id()) + "/progress"))
                .body(answer(job));
    }

    @PostMapping(path = "/{id}/cancel", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Cancel a dataset", description = "A run stops within seconds and leaves no file behind.")
    @ApiResponse(responseCode = "200", description = "Cancelled.")
    @ApiResponse(responseCode = "202", description = "Its run is being stopped.")
    @ApiResponse(responseCode = "404", ref = "not-found")
    @ApiResponse(responseCode = "409", ref = "wrong-state")
    @ApiResponse(responseCode = "410", ref = "expired")
    ResponseEntity<DatasetAnswer> cancel(@Parameter(description = ID) @PathVariable String id)
            throws JobRefusedException, IOException {
        Job job = jobs.cancel(ids.find(id).id());
        HttpStatus status = job.state() == JobState.CANCELLED ? HttpStatus.OK : HttpStatus.ACCEPTED;
        return ResponseEntity.status(status).body(answer(job));
    }

    @PostMapping(path = "/{id}/retry", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Make a failed or cancelled dataset again",
            description =
                    "Under its name. A failed one goes on from its last checkpoint; a cancelled one begins anew, and is"
                            + " refused if another has its name now.")
    @ApiResponse(responseCode = "202", description = "Queued; Location names its progress.")
    @ApiResponse(responseCode = "404", ref = "not-found")
    @ApiResponse(responseCode = "409", ref = "wrong-state")
    @ApiResponse(responseCode = "410", ref = "expired")
    @ApiResponse(responseCode = "429", ref = "too-many")
    @ApiResponse(responseCode = "507", ref = "disk-full")
    ResponseEntity<DatasetAnswer> retry(@Parameter(description = ID) @PathVariable String id)
            throws JobRefusedException, NotAdmittedException, NameTakenException, IOException {
        Job job = jobs.retry(ids.find(id).id());
        return ResponseEntity.accepted()
                .location(URI.create(Links.self(job.id()) + "/progress"))
                .body(answer(job));
    }

    @DeleteMapping("/{id}")
    @Operation(
            summary = "Delete a dataset",
            description = "With its files. Cancel it first if it is queued or running.")
    @ApiResponse(responseCode = "204", description = "Gone.")
    @ApiResponse(responseCode = "404", ref = "not-found")
    @ApiResponse(responseCode = "409", ref = "wrong-state")
    @ApiResponse(responseCode = "500", ref = "disk-refused")
    ResponseEntity<Void> delete(@Parameter(description = ID) @PathVariable String id)
            throws JobRefusedException, IOException {
        jobs.delete(ids.find(id).id());
        return ResponseEntity.noContent().build();
    }

    private DatasetAnswer answer(Job job) throws IOException {
        return DatasetAnswer.of(job, root.freeBytes());
    }
}
