package io.atomicdatasets.cli;

import io.atomicdatasets.pipeline.Verification;
import io.atomicdatasets.pipeline.Verification.FileResult;
import io.atomicdatasets.pipeline.Verifier;
import io.atomicdatasets.progress.Progress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Verifies that the files of a dataset are those that were published. */
@Command(
        name = "verify",
        description = "Checks that the files of a dataset are still those that were made.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private DatasetDirectory dataset = new DatasetDirectory();

    @Override
    public Integer call() throws Exception {
        dataset.metadata();
        Verification verification = new Verifier(1).verify(dataset.folder(), new Progress());
        for (FileResult file : verification.files()) {
            System.out.println((file.passed() ? "ok       " : "CHANGED  ") + file.name());
            if (!file.passed()) {
                System.err.println("Error: " + file.name() + " should have SHA-256 " + file.expected() + ", but is "
                        + file.actual());
            }
        }
        return verification.passed() ? Terminal.OK : Terminal.FAILED;
    }
}
