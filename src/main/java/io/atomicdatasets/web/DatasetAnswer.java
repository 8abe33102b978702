package io.atomicdatasets.web;

import io.atomicdatasets.describe.Citation;
import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.JobState;
import io.atomicdatasets.job.QueuePlace;
import io.atomicdatasets.plan.Estimate;
import io.atomicdatasets.plan.Plan;
import io.atomicdatasets.web.Publications.Publication;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/** A dataset in the answers of the API. */
@Schema(name = "Dataset", description = "A dataset that was asked for, and what became of it.")
record DatasetAnswer(
        @Schema(description = "Its id.", example = "6f1c1b52-0f4e-4b0e-9d0e-2f3a5b7c9d11")
        UUID id,

        @Schema(
                description = "Where it is.",
                allowableValues = {
                    "awaiting_confirmation",
                    "queued",
                    "running",
                    "cancelling",
                    "publishing",
                    "succeeded",
                    "failed",
                    "cancelled",
                    "expired"
                },
                example = "awaiting_confirmation")
        String state,

        @Schema(
                description = "While it is queued, its place among those that wait for their turn, 1 for the next.",
                example = "2")
        @Nullable Integer queuePosition,

        @Schema(description = "When its turn comes, as the estimates of those before it tell.") @Nullable Instant estimatedStart,

        @Schema(
                description = "The request with every value resolved, the seed too.",
                implementation = DatasetRequest.class)
        Map<String, Object> request,

        EstimateAnswer estimate,

        @Schema(description = "The labels to expect, from a sample of images.")
        List<ExpectedLabelAnswer> expectedLabels,

        @Nullable ShortcutsAnswer shortcuts,

        @Schema(
                description = "Name of its directory below the datasets root, reserved for it.",
                example = "2026-11-23-v1")
        String outputDir,

        @Schema(description = "When it was asked for.") Instant createdAt,

        @Schema(description = "Until when it can be confirmed.")
        Instant expiresAt,

        @Schema(description = "When its run first started.") @Nullable Instant startedAt,

        @Schema(description = "When it came to its end.") @Nullable Instant finishedAt,

        @Schema(description = "Bytes of all its files, once it succeeded.", example = "518617") @Nullable Long bytesOnDisk,

        @Nullable CitationAnswer citation,

        @Schema(description = "Why it failed.", ref = OpenApiConfiguration.PROBLEM_SCHEMA) @Nullable ProblemDetail error,

        @Schema(description = "Where to go from here.") Map<String, String> links) {
    static DatasetAnswer of(Job job, @Nullable QueuePlace place, @Nullable Publication publication, long freeBytes) {
        Citation citation = publication == null ? null : publication.citation();
        return new DatasetAnswer(
                job.id(),
                job.state().label(),
                place == null ? null : place.position(),
                place == null ? null : place.start(),
                job.plan().spec().toFields(),
                EstimateAnswer.of(job.plan(), freeBytes),
                ExpectedLabelAnswer.of(job.plan()),
                ShortcutsAnswer.of(job.plan()),
                job.name().value(),
                job.times().created(),
                job.times().expires(),
                job.times().started().orElse(null),
                job.times().finished().orElse(null),
                publication == null ? null : publication.bytes(),
                citation == null ? null : CitationAnswer.of(citation),
                error(job),
                DatasetLinks.of(job.id()));
    }

    /** A weak entity tag: the free bytes and the estimated start change all the time and are no reason to fetch it again. */
    String etag() {
        return "W/\"" + id + "." + state + "." + queuePosition + "." + estimate.fits() + "." + startedAt + "."
                + finishedAt + "." + (citation != null) + "\"";
    }

    static @Nullable ProblemDetail error(Job job) {
        return job.state() == JobState.FAILED
                ? ProblemType.RUN_FAILED.problem(job.failure().orElse("No reason was noted."))
                : null;
    }

    @Schema(name = "Estimate", description = "What the dataset will take, before anything runs.")
    record EstimateAnswer(
            @Schema(description = "Images in all splits.", example = "100000")
            long numImages,

            @Schema(description = "Bytes of one image in memory.", example = "256")
            int bytesPerImage,

            @Schema(description = "Bytes of all images as whoever loads them holds them.", example = "25600000")
            long bytes,

            @Schema(description = "The same for a person.", example = "24.41 MB")
            String readable,

            @Schema(description = "Bytes to keep free on the disk while it is made.")
            long diskBytes,

            @Schema(description = "Bytes that are free now.")
            long diskFreeBytes,

            @Schema(description = "Memory of the run, whatever the number of images.")
            long workingMemoryBytes,

            @Schema(description = "Seconds the run will take, roughly.")
            double seconds,

            @Schema(description = "Whether the disk has room now.")
            boolean fits,

            @Schema(description = "What to think about before confirming.")
            List<String> warnings) {
        static EstimateAnswer of(Plan plan, long freeBytes) {
            Estimate estimate = plan.estimate();
            return new EstimateAnswer(
                    estimate.numImages(),
                    estimate.bytesPerImage(),
                    estimate.bytes(),
                    estimate.readable(),
                    estimate.diskBytes(),
                    freeBytes,
                    estimate.workingMemoryBytes(),
                    estimate.seconds(),
                    estimate.diskBytes() <= freeBytes,
                    plan.warnings());
        }
    }
}
