package io.atomicdatasets.cli;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.pipeline.DatasetFailedException;
import io.atomicdatasets.pipeline.OtherVersionException;
import io.atomicdatasets.pipeline.Verification;
import io.atomicdatasets.pipeline.Verification.FileResult;
import io.atomicdatasets.pipeline.Verifier;
import io.atomicdatasets.plan.Planner;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.StagingDirectory;
import java.io.IOException;
import java.nio.file.Path;
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
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    private final int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private DatasetDirectory dataset = new DatasetDirectory();

    @Option(
            names = "--regenerate",
            description = "Make the arrays again too, beside the dataset, and compare: takes as long and as much of the"
                    + " disk as making them did.")
    private boolean regenerate;

    @Override
    public Integer call() throws Exception {
        Metadata metadata = dataset.metadata();
        if (regenerate) {
            OtherVersionException.requireOurs(metadata);
        }
        boolean passed = passes(new Verifier(threads).verify(dataset.folder(), new Progress()), "ok       ");
        if (passed && regenerate) {
            passed = passes(makeAgain(dataset.folder(), metadata), "the same ");
        }
        return passed ? Terminal.OK : Terminal.FAILED;
    }

    private Verification makeAgain(DatasetFolder folder, Metadata metadata)
            throws IOException, StoppedException, DatasetFailedException, OtherVersionException {
        Path parent = Objects.requireNonNull(
                folder.path().toRealPath().getParent(), "the root of a file system is no dataset");
        long bytes = new Planner(threads).plan(metadata.spec()).estimate().diskBytes();
        Progress progress = new Progress();
        try (StopSignal stop = new StopSignal(progress, "Stopped; nothing was left behind.");
                StagingDirectory scratch = new DatasetsRoot(parent).stageAnew(UUID.randomUUID(), 1, bytes)) {
            scratch.condemn(); // whatever comes, nothing of it is to stay
            return new Verifier(threads).regenerate(folder, scratch, progress);
        }
    }

    private static boolean passes(Verification verification, String word) {
        for (FileResult file : verification.files()) {
            System.out.println((file.passed() ? word : "CHANGED  ") + file.name());
            if (!file.passed()) {
                System.err.println("Error: " + file.name() + " should have SHA-256 " + file.expected() + ", but is "
                        + file.actual());
            }
        }
        return verification.passed();
    }
}
