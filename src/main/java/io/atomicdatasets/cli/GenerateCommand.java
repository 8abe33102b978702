package io.atomicdatasets.cli;

import io.atomicdatasets.describe.Rights;
import io.atomicdatasets.disk.DiskFailure;
import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.layout.ReadableBytes;
import io.atomicdatasets.options.MisusedException;
import io.atomicdatasets.options.RequestOptions;
import io.atomicdatasets.options.RightsOptions;
import io.atomicdatasets.pipeline.DatasetFailedException;
import io.atomicdatasets.pipeline.DatasetPipeline;
import io.atomicdatasets.pipeline.FinishedDataset;
import io.atomicdatasets.pipeline.Part;
import io.atomicdatasets.pipeline.PartsGoneException;
import io.atomicdatasets.pipeline.UnfitRecordException;
import io.atomicdatasets.plan.Plan;
import io.atomicdatasets.plan.Planner;
import io.atomicdatasets.plan.WorkingMemory;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.report.ReportImage;
import io.atomicdatasets.root.NameTakenException;
import io.atomicdatasets.spec.Counted;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Split;
import io.atomicdatasets.timing.PastRuns;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes one dataset: shows the plan, asks, runs. */
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

    @Mixin
    private RightsOptions rights = new RightsOptions();

    @Mixin
    private PartOptions parts = new PartOptions();

    @Mixin
    private StreamOptions stream = new StreamOptions();

    @Option(names = "--yes", description = "Do not ask before generating.")
    private boolean yes;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    /** How much work is lost at the most if the process dies. */
    private static final Duration CHECKPOINT_PERIOD = Duration.ofSeconds(2);

    private static final int REPLACEMENT = 0xFFFD; // for bytes that are no text

    private final Clock clock = Clock.systemUTC();
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    @Override
    public Integer call() throws Exception {
        if (request.asksForNoImages()) {
            err.println("Error: --num-images must be positive");
            return Terminal.FAILED;
        }
        Optional<Part> part = parts.chosen(System.getenv());
        if (stream.isChosen()) {
            if (part.isPresent() || outputDir != null || rights.areGiven()) {
                throw new MisusedException(
                        "--stdout makes no dataset, so --output-dir, --license and --part do not go with it");
            }
            return stream.write(request);
        }
        if (part.isPresent() && rights.areGiven()) {
            throw new MisusedException("--license goes with 'join', which describes the dataset, and not with --part");
        }
        DatasetSpec spec = request.toSpec();
        try {
            return part.isPresent() ? makePart(spec, part.get()) : plan(spec, rights.chosen());
        } catch (InvalidSpecException e) {
            throw request.ofWhatIsGiven(e);
        }
    }

    private int makePart(DatasetSpec spec, Part part)
            throws IOException, MisusedException, StoppedException, DatasetFailedException, UnfitRecordException,
                    PartsGoneException, InvalidSpecException {
        new PartRun(outputDir, part, threads).make(spec, quiet);
        return Terminal.OK;
    }

    private int plan(DatasetSpec spec, Rights rights)
            throws IOException, NameTakenException, MisusedException, StoppedException, DatasetFailedException,
                    InvalidSpecException {
        WorkingMemory.of(spec).requireRoom();
        ReportImage.requireFonts();
        PastRuns pastRuns = CacheDirectory.pastRuns("past-runs", threads);
        Plan plan = new Planner(threads, pastRuns).plan(spec);
        double sampledSeconds = plan.estimate().sampledSeconds();
        Progress progress = new Progress(spec.allImages(), pastRuns.forecast(spec, sampledSeconds));
        try (OutputPlace place = OutputPlace.take(outputDir, LocalDate.now(clock), plan);
                StopOnExit exit = new StopOnExit(place, progress)) {
            show(plan, rights, place);
            requireRoom(plan, place);
            if (!yes && !isConfirmed()) {
                out.println("Generation cancelled.");
                return Terminal.OK;
            }
            exit.waitForRun();
            make(spec, rights, place, progress);
            pastRuns.note(spec, sampledSeconds, progress);
            return Terminal.OK;
        }
    }

    private static void requireRoom(Plan plan, OutputPlace place) throws IOException {
        long needed = plan.estimate().diskBytes();
        long free = place.spaceInBytes();
        if (free < needed) {
            throw new FileSystemException(
                    place.reservation().directory().toString(),
                    null,
                    String.format(
                            Locale.ROOT,
                            "not enough room: the run needs %,d bytes (%s) and %,d (%s) are free",
                            needed,
                            ReadableBytes.of(needed),
                            free,
                            ReadableBytes.of(free)));
        }
    }

    private void show(Plan plan, Rights rights, OutputPlace place) throws IOException {
        out.println();
        out.println("Dataset Generation Plan:");
        long heldOut = plan.spec().count(Split.OOD);
        out.printf(
                Locale.ROOT,
                "  Images: %,d%s%n",
                plan.spec().numImages(),
                heldOut == 0 ? "" : String.format(Locale.ROOT, ", and %,d held out", heldOut));
        out.println("  Memory: " + plan.estimate().readable());
        out.println("  Output: " + place.reservation().directory());
        out.println("  License: " + rights.license());
        PlanText.of(plan, place.spaceInBytes()).forEach(line -> out.println("  " + line));
        out.println();
    }

    private boolean isConfirmed() throws MisusedException {
        out.print("Proceed with generation? (y/n): ");
        out.flush();
        // Not closed: that would close standard input.
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        String answer = null;
        try {
            answer = in.readLine();
        } catch (IOException e) {
            // Closed, so nobody is there either.
        }
        out.println();
        if (answer == null || answer.strip().chars().anyMatch(GenerateCommand::isUntypable)) {
            throw new MisusedException("nobody is there to answer; --yes generates without asking");
        }
        return answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    /** Where standard input is closed, Java may find a file of its own in its place. */
    private static boolean isUntypable(int character) {
        return Character.isISOControl(character) || character == REPLACEMENT;
    }

    private void make(DatasetSpec spec, Rights rights, OutputPlace place, Progress progress)
            throws IOException, StoppedException, DatasetFailedException {
        Path target = place.reservation().directory();
        out.println("Generating " + Counted.of(spec.allImages(), "image") + "...");
        DatasetPipeline.standingImages(spec, place.staging())
                .ifPresent(
                        images -> out.printf(Locale.ROOT, "Resuming at image %,d of %,d.%n", images, spec.allImages()));
        FinishedDataset dataset;
        try (ProgressLine line = ProgressLine.begin(progress, quiet)) {
            DatasetPipeline pipeline = new DatasetPipeline(threads, clock, CHECKPOINT_PERIOD).with(rights);
            dataset = pipeline.make(place.staging().id(), spec, place.staging(), place.reservation(), progress);
            dataset.publish();
        } catch (DatasetFailedException e) {
            place.condemn(); // The same request would fail again.
            throw e;
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new FileSystemException(place.staging().path().toString(), null, DiskFailure.describe(e));
        }
        SavedFiles.of(dataset.metadata())
                .forEach((split, files) -> out.println("Saved " + split + ": " + target.resolve(files)));
        out.println();
        out.println("Validating dataset...");
        out.println("Saved metadata: " + target.resolve(FileNames.METADATA));
        out.println("Validation report saved: " + target.resolve(FileNames.REPORT));
        out.println();
        out.println("Dataset generation complete!");
        out.println("Location: " + target);
        out.printf(
                Locale.ROOT,
                "%,.0f images/s in %.1f s%n",
                dataset.metadata().timing().imagesPerSecond(),
                dataset.metadata().timing().totalSeconds());
        out.println();
        out.println("In Python:");
        out.println(PythonLoader.use(target));
    }
}
