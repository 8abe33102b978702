package io.atomicdatasets.web;

import io.atomicdatasets.describe.Rights;
import io.atomicdatasets.job.Jobs;
import io.atomicdatasets.pipeline.Replay;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.spec.DatasetSpec;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The first images of a request that nobody has made yet. */
@RestController
@RequestMapping("/preview")
final class PreviewController implements PreviewApi {
    private static final int USUAL = 24;

    private final Jobs jobs;
    private final JsonBody body;
    private final BoundedWork work;
    private final DatasetsRoot root;
    private final Rights rights;

    PreviewController(Jobs jobs, JsonBody body, BoundedWork work, DatasetsRoot root, Rights rights) {
        this.jobs = jobs;
        this.body = body;
        this.work = work;
        this.root = root;
        this.rights = rights;
    }

    @Override
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    public PreviewAnswer preview(@RequestParam(required = false) @Nullable String n, HttpServletRequest request)
            throws Exception {
        DatasetSpec spec = body.readSpec(request);
        int images = PreviewSize.read(n, USUAL);
        return work.admit(
                () -> PreviewAnswer.of(jobs.plan(spec), new Replay(spec).first(images), root.freeBytes(), rights));
    }

    @Override
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.IMAGE_PNG_VALUE)
    public ResponseEntity<byte[]> picture(
            @RequestParam(required = false) @Nullable String n, HttpServletRequest request) throws Exception {
        DatasetSpec spec = body.readSpec(request);
        int images = PreviewSize.read(n, USUAL);
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_PNG)
                .body(work.admit(() -> new Replay(spec).preview(images)));
    }
}
