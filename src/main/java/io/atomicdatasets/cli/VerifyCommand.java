package io.atomicdatasets.cli;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.pipeline.DatasetFailedException;
import io.atomicdatasets.pipeline.OtherVersionException;
import io.atomicdatasets.pipeline.Verification;
import io.atomicdatasets.pipeline.Verification.FileResult;
import io.atomicdatasets.pipeline.Verifier;
import io.atomicdatasets.plan.Estimate;
import io.atomicdatasets.plan.Planner;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.StagingDirectory;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.timing.PastRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Verifies that the files of a dataset are those that were published. */
@Command(
        name = "verify",
        description = "Checks that the files of a dataset are still those that were made.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        sortOptions = false)
final class VerifyCommand implements Callable<Integer> {
    private final int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private DatasetDirectory dataset = new DatasetDirectory();

    @Option(
            names = "--regenerate",
            description = "Make the arrays again too, beside the dataset, and compare: takes as long and as much of the"
                    + " disk as making them did.")
    private boolean regenerate;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    @Override
    public Integer call() throws Exception {
        Metadata metadata = dataset.metadata();
        if (regenerate) {
            OtherVersionException.requireOurs(metadata);
        }
        boolean passed = passes(
                new Verifier(threads).verify(dataset.folder(), new Progress()),
                "ok       ",
                "All %1$,d files have the SHA-256 that metadata.json tells; it is the only file without one.");
        if (passed && regenerate) {
            passed = passes(
                    makeAgain(dataset.folder(), metadata),
                    "the same ",
                    "Made again from the recipe: all %2$,d images and labels are the same, byte for byte.");
        }
        return passed ? Terminal.OK : Terminal.FAILED;
    }

    private Verification makeAgain(DatasetFolder folder, Metadata metadata)
            throws IOException, StoppedException, DatasetFailedException, OtherVersionException, InvalidSpecException {
        Path parent = Objects.requireNonNull(
                folder.path().toRealPath().getParent(), "the root of a file system is no dataset");
        PastRuns pastRuns = CacheDirectory.pastRuns("past-runs", threads);
        Estimate estimate = new Planner(threads, pastRuns).plan(metadata.spec()).estimate();
        Progress progress = new Progress(estimate.numImages());
        System.out.println("Making the arrays again, " + PlanText.time(estimate.seconds()) + "...");
        try (StopSignal stop = new StopSignal(progress, "Stopped; nothing was left behind.");
                ProgressLine line = ProgressLine.begin(progress, quiet);
                StagingDirectory scratch =
                        new DatasetsRoot(parent).stageAnew(UUID.randomUUID(), 1, estimate.diskBytes())) {
            scratch.condemn(); // whatever comes, nothing of it is to stay
            return new Verifier(threads).regenerate(folder, scratch, progress);
        }
    }

    private boolean passes(Verification verification, String word, String conclusion) throws IOException {
        int changed = 0;
        for (FileResult file : verification.files()) {
            System.out.println((file.passed() ? word : "CHANGED  ") + file.name());
            if (!file.passed()) {
                changed++;
                System.err.println("Error: " + file.name() + " should have SHA-256 " + file.expected() + ", but is "
                        + file.actual());
            }
        }
        int files = verification.files().size();
        long images = dataset.metadata().spec().allImages();
        System.out.println(
                changed == 0
                        ? String.format(Locale.ROOT, conclusion, files, images)
                        : String.format(
                                Locale.ROOT,
                                "%,d of %,d files %s not what was made.",
                                changed,
                                files,
                                changed == 1 ? "is" : "are"));
        return verification.passed();
    }
}
