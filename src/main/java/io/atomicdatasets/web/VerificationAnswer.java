package io.atomicdatasets.web;

import io.atomicdatasets.job.VerificationStore.View;
import io.atomicdatasets.pipeline.Verification;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a verification is, or what it found. */
@Schema(name = "Verification", description = "Whether the files are still those that were published.")
record VerificationAnswer(
        @Schema(
                description = "Interrupted means that the process that ran it ended: begin again.",
                allowableValues = {"running", "finished", "failed", "interrupted"})
        String state,

        @Schema(description = "Files, or images being made again, that are done.")
        long n,

        @Schema(description = "Of how many.") long total,

        @Schema(description = "Whether all files are as published; missing until it is finished.") @Nullable Boolean passed,

        @Nullable List<FileAnswer> files) {
    static VerificationAnswer of(View view) {
        return new VerificationAnswer(
                view.state().label(),
                view.done(),
                view.total(),
                view.result().map(Verification::passed).orElse(null),
                view.result().map(FileAnswer::of).orElse(null));
    }

    /** One file that was looked at. */
    @Schema(name = "FileResult", description = "One file that was looked at.")
    record FileAnswer(
            @Schema(description = "In the dataset's directory.")
            String name,

            @Schema(description = "Its SHA-256 when it was published.")
            String expected,

            @Schema(description = "The SHA-256 that was found, or missing.")
            String actual) {
        static List<FileAnswer> of(Verification verification) {
            return verification.files().stream()
                    .map(file -> new FileAnswer(file.name(), file.expected(), file.actual()))
                    .toList();
        }
    }
}
