package io.atomicdatasets.cli;

import io.atomicdatasets.catalog.DatasetFolder;
import io.atomicdatasets.catalog.Metadata;
import io.atomicdatasets.catalog.NameTakenException;
import io.atomicdatasets.pipeline.DatasetFailedException;
import io.atomicdatasets.pipeline.DatasetPipeline;
import io.atomicdatasets.pipeline.FinishedDataset;
import io.atomicdatasets.plan.Plan;
import io.atomicdatasets.plan.Planner;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Split;
import io.atomicdatasets.spec.Violation;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes one dataset: plan, question, run. */
@Command(
        name = "generate",
        description = "Makes one dataset in a directory of its own.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        sortOptions = false)
final class GenerateCommand implements Callable<Integer> {
    @Mixin
    private RequestOptions request = new RequestOptions();

    @Option(
            names = "--output-dir",
            paramLabel = "PATH",
            description = "Where the dataset appears; datasets/YYYY-MM-DD-vN unless given. Never an existing one.")
    private @Nullable Path outputDir;

    @Option(names = "--yes", description = "Do not ask before generating.")
    private boolean yes;

    private final Clock clock = Clock.systemUTC();
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    @Override
    public Integer call() {
        if (request.numImages.signum() <= 0) {
            return fail(Terminal.FAILED, "--num-images must be positive");
        }
        try {
            return plan(request.toSpec());
        } catch (InvalidSpecException e) {
            for (Violation violation : e.violations()) {
                fail(Terminal.MISUSED, option(violation) + " " + violation.detail());
            }
            return Terminal.MISUSED;
        } catch (NameTakenException | IllegalArgumentException e) {
            return fail(Terminal.MISUSED, e.getMessage());
        } catch (FileSystemException e) {
            return fail(Terminal.FAILED, e.getFile() + ": " + reason(e));
        } catch (IOException | DatasetFailedException e) {
            return fail(Terminal.FAILED, e.getMessage());
        }
    }

    private int plan(DatasetSpec spec) throws IOException, NameTakenException, DatasetFailedException {
        UUID id = UUID.randomUUID();
        Plan plan = new Planner(threads).plan(spec);
        Progress progress = new Progress();
        try (OutputPlace place = OutputPlace.take(outputDir, LocalDate.now(clock), id);
                StopOnExit exit = new StopOnExit(place, progress)) {
            Path target = place.reservation().directory();
            show(plan, target);
            if (!yes && !isConfirmed()) {
                out.println("Generation cancelled.");
                return Terminal.OK;
            }
            exit.waitForRun();
            make(id, spec, place, progress);
            return Terminal.OK;
        } catch (StoppedException e) {
            return Terminal.FAILED; // The signal that stopped the run decides the exit code.
        }
    }

    private void show(Plan plan, Path target) {
        out.println();
        out.println("Dataset Generation Plan:");
        out.printf(Locale.ROOT, "  Images: %,d%n", plan.spec().numImages());
        out.println("  Memory: " + plan.estimate().readable());
        out.println("  Output: " + target);
        plan.warnings().forEach(warning -> out.println("  Warning: " + warning));
        out.println();
    }

    private boolean isConfirmed() throws IOException {
        out.print("Proceed with generation? (y/n): ");
        out.flush();
        // The reader stays open: it wraps standard input, which is not ours to close.
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        String answer = in.readLine();
        out.println();
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    private void make(UUID id, DatasetSpec spec, OutputPlace place, Progress progress)
            throws IOException, StoppedException, DatasetFailedException {
        Path target = place.reservation().directory();
        out.printf(Locale.ROOT, "Generating %,d images...%n", spec.numImages());
        FinishedDataset dataset;
        try (ProgressLine line = new ProgressLine(progress, err, isTerminal())) {
            dataset =
                    new DatasetPipeline(threads, clock).make(id, spec, place.staging(), place.reservation(), progress);
            dataset.publish();
        }
        for (Split split : Split.values()) {
            out.println("Saved " + split.label() + ": " + target.resolve(split.fileName()));
        }
        out.println();
        out.println("Validating dataset...");
        out.println("Saved metadata: " + target.resolve(Metadata.FILE_NAME));
        out.println("Validation report saved: " + target.resolve(DatasetFolder.REPORT));
        out.println();
        out.println("Dataset generation complete!");
        out.println("Location: " + target);
        out.printf(
                Locale.ROOT,
                "%,.0f images/s in %.1f s%n",
                dataset.metadata().timing().imagesPerSecond(),
                dataset.metadata().timing().totalSeconds());
    }

    /** Whether a person sees what is written; from Java 22 on a console can be something else. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        try {
            return console != null
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return console != null;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private static String option(Violation violation) {
        return "--" + violation.field().replace('_', '-').replace('/', ' ');
    }

    private static String reason(FileSystemException e) {
        return e.getReason() == null ? e.getClass().getSimpleName().replace("Exception", "") : e.getReason();
    }

    private int fail(int code, @Nullable String message) {
        err.println("Error: " + message);
        return code;
    }
}
