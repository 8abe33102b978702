package io.atomicdatasets.web;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.NotAdmittedException;
import io.atomicdatasets.job.Verifications;
import io.atomicdatasets.pipeline.OtherVersionException;
import io.atomicdatasets.spec.InvalidSpecException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether the files of a dataset are still those that were published. */
@RestController
@RequestMapping(path = "/datasets/{id}/verification", produces = MediaType.APPLICATION_JSON_VALUE)
final class VerificationController implements VerificationApi {
    private final PublishedFolders folders;
    private final Verifications verifications;

    VerificationController(PublishedFolders folders, Verifications verifications) {
        this.folders = folders;
        this.verifications = verifications;
    }

    @Override
    @PostMapping
    public ResponseEntity<VerificationAnswer> verify(
            Job job, @RequestParam(required = false) @Nullable String regenerate)
            throws IOException, InvalidSpecException, NotAdmittedException, OtherVersionException {
        boolean again = BooleanParameter.read("regenerate", regenerate);
        DatasetFolder folder = folders.of(job);
        if (again) {
            OtherVersionException.requireOurs(folder.metadata());
        }
        if (!verifications.begin(job, folder, again)) {
            throw new ProblemException(
                    ProblemType.BUSY, "Another verification is running here, or one of this dataset elsewhere.");
        }
        return ResponseEntity.accepted().body(last(job));
    }

    @Override
    @GetMapping
    public ResponseEntity<VerificationAnswer> verification(Job job) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(last(job));
    }

    private VerificationAnswer last(Job job) {
        return verifications
                .find(job.id())
                .map(VerificationAnswer::of)
                .orElseThrow(() ->
                        new ProblemException(ProblemType.NOT_FOUND, "This dataset was not verified yet; POST begins."));
    }
}
