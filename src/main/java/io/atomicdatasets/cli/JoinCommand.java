package io.atomicdatasets.cli;

import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.options.MisusedException;
import io.atomicdatasets.options.RightsOptions;
import io.atomicdatasets.pipeline.DatasetPipeline;
import io.atomicdatasets.pipeline.Join;
import io.atomicdatasets.pipeline.Parts;
import io.atomicdatasets.pipeline.UnfitRecordException;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.root.NameTakenException;
import io.atomicdatasets.spec.Counted;
import io.atomicdatasets.spec.DatasetName;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.timing.PastRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a dataset of parts that were made by {@code generate --part}. */
@Command(
        name = "join",
        description = "Makes a dataset of the parts in PATH.parts that 'generate --part' left there.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
final class JoinCommand implements Callable<Integer> {
    private static final double BYTES_PER_SECOND = 4e8; // that a thread hashes, about

    private final int threads = Runtime.getRuntime().availableProcessors();

    @Parameters(paramLabel = "PATH", description = "Where the dataset is to be.")
    private Path target = Path.of("");

    @Option(names = "--status", description = "Only tell which parts are there.")
    private boolean status;

    @Mixin
    private RightsOptions rights = new RightsOptions();

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    @Override
    public Integer call() throws Exception {
        DatasetName name = OutputPlace.nameOf(target);
        return status ? tellStatus() : join(name);
    }

    private int tellStatus() throws IOException, UnfitRecordException {
        Parts parts = new Parts(target);
        Optional<Parts.Status> found = parts.status();
        if (found.isEmpty()) {
            System.out.println("There are no parts in " + parts.directory());
            return Terminal.FAILED;
        }
        Parts.Status known = found.get();
        System.out.printf(
                Locale.ROOT,
                "%s in %s: %,d there, %,d missing%n",
                Counted.of(known.spec().allImages(), "image"),
                Counted.of(known.parts(), "part"),
                known.parts() - known.missing().size(),
                known.missing().size());
        System.out.println(
                "Shards: " + known.standing() + " of " + known.shards() + " there; 'join' makes those behind them");
        if (!known.missing().isEmpty()) {
            System.out.println("Missing parts: " + known.ranges());
        }
        return Terminal.OK;
    }

    /** How long the files of all parts are together, which a join reads and hashes. */
    private long bytesToRead() throws IOException {
        Path directory = new Parts(target).directory();
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private int join(DatasetName name) throws Exception {
        Optional<Parts.Status> known = new Parts(target).status(); // nothing if a join was killed at its very end
        PastRuns pastJoins = CacheDirectory.pastRuns("past-joins", threads);
        double sampledSeconds = (double) bytesToRead() / BYTES_PER_SECOND / threads;
        Progress progress = known.map(parts ->
                        new Progress(parts.spec().allImages(), pastJoins.forecast(parts.spec(), sampledSeconds)))
                .orElseGet(Progress::new);
        if (known.isPresent() && known.get().missing().isEmpty()) {
            DatasetSpec spec = known.get().spec();
            System.out.println("Joining " + Counted.of(spec.allImages(), "image") + " in "
                    + Counted.of(known.get().parts(), "part") + ": "
                    + PlanText.time(pastJoins.seconds(spec, sampledSeconds)));
        }
        DatasetPipeline pipeline = new DatasetPipeline(threads, Clock.systemUTC(), Duration.ZERO).with(rights.chosen());
        Metadata metadata;
        try (StopSignal stop = new StopSignal(progress, "Stopped; the parts stay, and the same command goes on.");
                ProgressLine line = ProgressLine.begin(progress, quiet)) {
            metadata = new Join(target, threads, pipeline).run(name, progress);
        } catch (NameTakenException e) {
            throw new MisusedException("another dataset is being made at " + target);
        }
        if (known.isPresent()) {
            pastJoins.note(known.get().spec(), sampledSeconds, progress);
        }
        System.out.printf(
                Locale.ROOT,
                "Joined: %s in %s%n",
                Counted.of(metadata.spec().allImages(), "image"),
                Counted.of(metadata.files().size() + 1, "file"));
        System.out.println("Saved metadata: " + target.resolve(FileNames.METADATA));
        System.out.println("Location: " + target);
        System.out.println();
        System.out.println("In Python:");
        System.out.println(PythonLoader.use(target));
        return Terminal.OK;
    }
}
