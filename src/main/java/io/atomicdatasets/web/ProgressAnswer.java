package io.atomicdatasets.web;

import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.JobState;
import io.atomicdatasets.job.QueuePlace;
import io.atomicdatasets.progress.Phase;
import io.atomicdatasets.progress.Progress.Snapshot;
import io.atomicdatasets.progress.TqdmLine;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/** How far a dataset is. */
@Schema(name = "Progress", description = "How far a dataset is; answers in every state.")
record ProgressAnswer(
        @Schema(description = "Where it is.", example = "running")
        String state,

        @Schema(description = "Its place among those that wait for their turn, 1 for the next.", example = "2")
        @Nullable Integer queuePosition,

        @Schema(description = "When its turn comes, as the estimates of those before it tell.") @Nullable Instant estimatedStart,

        @Schema(
                description = "What the run is doing.",
                allowableValues = {"generating", "assembling", "validating", "reporting", "publishing"},
                example = "generating")
        @Nullable String phase,

        @Schema(description = "Images done in this phase.", example = "45000")
        long n,

        @Schema(description = "Images to do in this phase.", example = "100000")
        long total,

        @Schema(description = "What n and total count.", example = "img")
        String unit,

        @Schema(description = "100 * n / total.", example = "45.0")
        double percentage,

        @Schema(description = "How much of the whole run is done, by the time that its phases take.", example = "38.2")
        double overallPercentage,

        @Schema(description = "Since the run began.") double elapsedSeconds,
        @Schema(description = "Images a second of late.") double rate,

        @Schema(description = "Images a second over the phase.")
        double rateAverage,

        @Schema(
                description = "Until the whole run ends, as past runs on this machine and this one so far tell.",
                example = "7.1")
        @Nullable Double remainingSeconds,

        @Schema(description = "When that will be.") @Nullable Instant eta,

        @Schema(description = "Images made for each split.") Map<String, Part> splits,

        @Schema(description = "Why it failed.", ref = OpenApiConfiguration.PROBLEM_SCHEMA) @Nullable ProblemDetail error,

        @Schema(
                description = "The line that tqdm would show; its share and times are those of the whole run.",
                example = "Generating images:  45%|####5     | 45000/100000 [01:23<01:41, 543.2img/s]")
        String text) {
    /** Images that stand in a split, and that it will have. */
    @Schema(name = "SplitProgress")
    record Part(long n, long total) {}

    static ProgressAnswer of(Job job, @Nullable QueuePlace place, Instant now) {
        DatasetSpec spec = job.plan().spec();
        Snapshot snapshot =
                job.state() == JobState.SUCCEEDED ? end(job) : job.progress().orElseGet(() -> begin(spec));
        boolean moves = job.state() == JobState.RUNNING && (snapshot.done() > 0 || snapshot.secondsLeft() > 0);
        Map<String, Part> splits = new LinkedHashMap<>();
        for (Split split : spec.presentSplits()) {
            long made = snapshot.parts().getOrDefault(split.label(), 0L);
            splits.put(split.label(), new Part(made, spec.count(split)));
        }
        return new ProgressAnswer(
                job.state().label(),
                place == null ? null : place.position(),
                place == null ? null : place.start(),
                job.progress().isPresent() && !job.state().isFinal()
                        ? snapshot.phase().label()
                        : null,
                snapshot.done(),
                snapshot.total(),
                "img",
                snapshot.total() == 0 ? 0 : 100.0 * snapshot.done() / snapshot.total(),
                100 * snapshot.share(),
                snapshot.elapsedSeconds(),
                moves ? snapshot.rate() : 0,
                snapshot.averageRate(),
                moves ? snapshot.secondsLeft() : null,
                moves ? now.plusMillis((long) (1000 * snapshot.secondsLeft())) : null,
                splits,
                DatasetAnswer.error(job),
                TqdmLine.of(snapshot));
    }

    private static Snapshot begin(DatasetSpec spec) {
        return new Snapshot(Phase.GENERATING, 0, spec.allImages(), Map.of(), 0, 0, 0, 0, 0, 0);
    }

    private static Snapshot end(Job job) {
        DatasetSpec spec = job.plan().spec();
        Map<String, Long> parts = new LinkedHashMap<>();
        for (Split split : spec.presentSplits()) {
            parts.put(split.label(), spec.count(split));
        }
        double seconds = job.progress().map(Snapshot::elapsedSeconds).orElse(0.0);
        return new Snapshot(Phase.GENERATING, spec.allImages(), spec.allImages(), parts, seconds, seconds, 0, 0, 1, 0);
    }
}
