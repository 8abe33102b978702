package io.atomicdatasets.web;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.JobState;
import io.atomicdatasets.job.NotAdmittedException;
import io.atomicdatasets.job.Verifications;
import io.atomicdatasets.job.Verifications.State;
import io.atomicdatasets.pipeline.OtherVersionException;
import io.atomicdatasets.pipeline.Replay;
import io.atomicdatasets.pipeline.Sample;
import io.atomicdatasets.pipeline.Verification;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Split;
import io.atomicdatasets.spec.Violation;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/datasets/{id}")
@Tag(name = "Truth", description = "See what will be made, look at single images, prove that nothing changed.")
final class SamplesController {
    private static final String ID = "The dataset's id, a UUID.";
    private static final int PREVIEW_IMAGES = 100;

    private final Ids ids;
    private final FinishedFolder folders;
    private final BoundedWork work;
    private final Verifications verifications;

    SamplesController(Ids ids, FinishedFolder folders, BoundedWork work, Verifications verifications) {
        this.ids = ids;
        this.folders = folders;
        this.work = work;
        this.verifications = verifications;
    }

    @GetMapping(path = "/preview", produces = MediaType.IMAGE_PNG_VALUE)
    @Operation(
            summary = "Preview the images",
            description =
                    "The first training images of this very dataset, made on the fly; before it is confirmed too.")
    @ApiResponse(responseCode = "200", description = "A contact sheet.")
    @ApiResponse(responseCode = "404", ref = "not-found")
    @ApiResponse(responseCode = "409", ref = "other-version")
    @ApiResponse(responseCode = "410", ref = "expired")
    @ApiResponse(responseCode = "422", ref = "invalid-request")
    ResponseEntity<byte[]> preview(
            @Parameter(description = ID) @PathVariable String id,
            @Parameter(
                            description = "How many images, 1 to 100; 100 unless given.",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "100"))
                    @RequestParam(required = false)
                    @Nullable String n)
            throws Exception {
        Job job = ids.find(id);
        int number = n == null ? PREVIEW_IMAGES : n.matches("[0-9]{1,3}") ? Integer.parseInt(n) : 0;
        if (number < 1 || number > PREVIEW_IMAGES) {
            throw wrong("/n", "must be an integer between 1 and " + PREVIEW_IMAGES);
        }
        if (job.state() == JobState.EXPIRED) {
            throw new ProblemException(ProblemType.EXPIRED, "The plan expired.");
        }
        if (job.state() == JobState.SUCCEEDED) {
            OtherVersionException.requireOurs(folders.of(job).metadata());
        }
        return png(work.admit(() -> new Replay(job.plan().spec()).preview(number)));
    }

    @GetMapping(path = "/samples/{split}/{index}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Look at one image",
            description = "Made again from its candidate, with its objects; as image/png too, by Accept.")
    @ApiResponse(responseCode = "200", description = "The image.")
    @ApiResponse(responseCode = "404", ref = "not-found")
    @ApiResponse(responseCode = "409", ref = "wrong-state")
    @ApiResponse(responseCode = "410", ref = "expired")
    Sample sample(
            @Parameter(description = ID) @PathVariable String id,
            @Parameter(description = "train, val or test.", example = "train") @PathVariable String split,
            @Parameter(description = "The image's place in the split, from 0.", example = "0") @PathVariable
                    String index)
            throws Exception {
        Job job = ids.find(id);
        return replayed(job, split, index);
    }

    @GetMapping(path = "/samples/{split}/{index}", produces = MediaType.IMAGE_PNG_VALUE)
    @Operation(hidden = true)
    ResponseEntity<byte[]> samplePicture(
            @PathVariable String id, @PathVariable String split, @PathVariable String index) throws Exception {
        Job job = ids.find(id);
        Sample sample = replayed(job, split, index);
        return png(work.admit(() -> new Replay(job.plan().spec()).draw(sample)));
    }

    @PostMapping(path = "/verification", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Verify the files", description = "Hashes all files again; one verification at a time.")
    @ApiResponse(responseCode = "202", description = "Begun.")
    @ApiResponse(responseCode = "404", ref = "not-found")
    @ApiResponse(responseCode = "409", ref = "wrong-state")
    @ApiResponse(responseCode = "410", ref = "expired")
    @ApiResponse(responseCode = "422", ref = "invalid-request")
    @ApiResponse(responseCode = "429", ref = "busy")
    ResponseEntity<VerificationAnswer> verify(
            @Parameter(description = ID) @PathVariable String id,
            @Parameter(
                            description = "Whether to make the arrays again too, and compare.",
                            schema = @Schema(type = "boolean", defaultValue = "false"))
                    @RequestParam(required = false)
                    @Nullable String regenerate)
            throws IOException, InvalidSpecException, NotAdmittedException, OtherVersionException {
        Job job = ids.find(id);
        boolean again = Flag.read("regenerate", regenerate);
        DatasetFolder folder = folders.of(job);
        if (again) {
            OtherVersionException.requireOurs(folder.metadata());
        }
        if (!verifications.begin(job, folder, again)) {
            throw new ProblemException(ProblemType.BUSY, "Another verification is running.");
        }
        return ResponseEntity.accepted().body(answer(job));
    }

    @GetMapping(path = "/verification", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Look at the last verification")
    @ApiResponse(responseCode = "200", description = "What it found, or how far it is.")
    @ApiResponse(responseCode = "404", ref = "not-found")
    ResponseEntity<VerificationAnswer> verification(@Parameter(description = ID) @PathVariable String id) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(answer(ids.find(id)));
    }

    /** How far a verification is, or what it found. */
    @Schema(name = "Verification", description = "Whether the files are still those that were published.")
    record VerificationAnswer(
            @Schema(allowableValues = {"running", "finished", "failed"})
            String state,

            @Schema(description = "Files, or images being made again, that are done.")
            long n,

            @Schema(description = "Of how many.") long total,

            @Schema(description = "Whether all files are as published; missing until it is finished.") @Nullable Boolean passed,

            @Nullable List<Verification.FileResult> files) {}

    private VerificationAnswer answer(Job job) {
        Verifications.View view = verifications
                .find(job.id())
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND,
                        "This dataset was not verified since the service started; POST begins."));
        Optional<Verification> result = view.state() == State.FINISHED ? view.result() : Optional.empty();
        return new VerificationAnswer(
                view.state().name().toLowerCase(Locale.ROOT),
                view.progress().done(),
                view.progress().total(),
                result.map(Verification::passed).orElse(null),
                result.map(Verification::files).orElse(null));
    }

    private Sample replayed(Job job, String splitName, String indexText) throws Exception {
        DatasetFolder folder = folders.of(job);
        Optional<Split> split = Arrays.stream(Split.values())
                .filter(each -> each.label().equals(splitName))
                .findFirst();
        long index = indexText.matches("[0-9]{1,12}") ? Long.parseLong(indexText) : Long.MAX_VALUE;
        if (split.isEmpty() || index >= job.plan().spec().count(split.get())) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND,
                    "There is no such image; splits are train, val and test, indices start at 0.");
        }
        return work.admit(() -> new Replay(job.plan().spec()).sample(folder, split.get(), index));
    }

    private static ResponseEntity<byte[]> png(byte[] picture) {
        return ResponseEntity.ok().contentType(MediaType.IMAGE_PNG).body(picture);
    }

    private static InvalidSpecException wrong(String pointer, String detail) {
        return new InvalidSpecException(List.of(new Violation(pointer, detail)));
    }
}
