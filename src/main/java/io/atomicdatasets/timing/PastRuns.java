package io.atomicdatasets.timing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.atomicdatasets.progress.Forecast;
import io.atomicdatasets.progress.Phase;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The times of the last runs on this machine, in a small file, and what they say about the next.
 *
 * <p>Nothing depends on the file but how true a forecast is: what cannot be read in it is passed over, what cannot be written is
 * not kept, and of two processes that write at once one is kept.
 */
public final class PastRuns {
    private static final int KEPT = 64;
    private static final int MOST_BYTES = 1 << 16;
    private static final double LEAST_SECONDS = 1; // a shorter run is over before anybody reads how long it will take

    private static final int LATEST = 8;
    private static final double FORGETTING = 0.8; // how much less the run before the last counts than the last
    private static final double TRUST_BESIDE = 0.02; // in what is known without runs, where the last run counts 1
    private static final double IMAGES_OF_SAMPLE =
            2e6; // a sample says as much about the time of an image as a run of so many
    private static final double MANY_IMAGES = 1e8;

    // A run of which nothing is known but the sample: the ends of a line for each phase.
    private static final Map<Phase, Double> FIXED_SECONDS = Map.of(
            Phase.GENERATING, 0.35,
            Phase.ASSEMBLING, 0.02,
            Phase.VALIDATING, 0.05,
            Phase.REPORTING, 0.3,
            Phase.PUBLISHING, 0.05);
    private static final Map<Phase, Double> SHARES = Map.of(Phase.GENERATING, 1.0); // where images are checked too

    private final Optional<Path> file;
    private final int threads;

    private PastRuns(Optional<Path> file, int threads) {
        this.file = file;
        this.threads = threads;
    }

    /** Nothing is known, and nothing kept. */
    public static PastRuns none() {
        return new PastRuns(Optional.empty(), 1);
    }

    /** Those kept in this file, which need not exist, nor its directory. Runs on another number of threads are of another kind. */
    public static PastRuns in(Path file, int threads) {
        return new PastRuns(Optional.of(file), threads);
    }

    /**
     * How long a run will take.
     *
     * @param sampledSeconds that all its images take, as a sample of them tells
     */
    public Forecast forecast(DatasetSpec spec, double sampledSeconds) {
        List<PastRun> runs = read();
        String kind = PastRun.kind(spec, threads);
        List<PastRun> equal =
                runs.stream().filter(run -> run.kind().equals(kind)).toList();
        double images = spec.allImages();
        double correction = equal.isEmpty() ? correction(runs) : 1;
        Map<Phase, Double> seconds = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            double sampledEach = SHARES.getOrDefault(phase, 0.0) * sampledSeconds / images;
            seconds.put(phase, correction * line(equal, phase, sampledEach).at(images));
        }
        return new Forecast(seconds);
    }

    /** How many seconds a run will take in all. */
    public double seconds(DatasetSpec spec, double sampledSeconds) {
        return forecast(spec, sampledSeconds).seconds();
    }

    /** The times of a phase by images. Where runs were few or small, what is known without them draws it a little to itself. */
    private static LineFit line(List<PastRun> runs, Phase phase, double sampledEach) {
        double fixed = FIXED_SECONDS.getOrDefault(phase, 0.0);
        double images = IMAGES_OF_SAMPLE;
        double seconds = sampledEach * IMAGES_OF_SAMPLE;
        LineFit line = new LineFit();
        double trust = 1;
        for (int i = runs.size() - 1; i >= Math.max(0, runs.size() - LATEST); i--) {
            PastRun run = runs.get(i);
            double took = run.seconds().getOrDefault(phase, 0.0);
            line.add((double) run.images(), took, trust);
            images += trust * run.images();
            seconds += trust * Math.max(0, took - fixed);
            trust *= FORGETTING;
        }
        line.add(0, fixed, TRUST_BESIDE);
        line.add(MANY_IMAGES, fixed + MANY_IMAGES * seconds / images, TRUST_BESIDE);
        return line;
    }

    /** How many times longer runs of whatever kind took than their samples told, in the middle. */
    private static double correction(List<PastRun> runs) {
        double[] ratios = runs.stream()
                .filter(run -> run.sampledSeconds() > 0)
                .skip(Math.max(0, runs.size() - LATEST))
                .mapToDouble(run -> run.wholeSeconds() / (run.sampledSeconds() + fixedSeconds()))
                .sorted()
                .toArray();
        return ratios.length == 0 ? 1 : ratios[ratios.length / 2];
    }

    private static double fixedSeconds() {
        return FIXED_SECONDS.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Keeps what a run took that has just ended well, if it was done in one go. */
    public synchronized void note(DatasetSpec spec, double sampledSeconds, Progress progress) {
        if (file.isEmpty() || !progress.isWhole() || progress.snapshot().elapsedSeconds() < LEAST_SECONDS) {
            return;
        }
        PastRun run =
                new PastRun(PastRun.kind(spec, threads), spec.allImages(), sampledSeconds, progress.secondsSoFar());
        List<PastRun> runs = new ArrayList<>(read());
        runs.add(run);
        List<String> lines = runs.stream()
                .skip(Math.max(0, runs.size() - KEPT))
                .map(PastRun::toLine)
                .toList();
        try {
            write(file.get(), lines);
        } catch (IOException | RuntimeException e) {
            // The next forecast is less true, and that is all.
        }
    }

    private static void write(Path file, List<String> lines) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        Path draft = Files.createTempFile(directory, file.getFileName().toString(), ".new");
        try {
            Files.write(draft, lines, US_ASCII);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** The runs that can be read, oldest first. */
    private List<PastRun> read() {
        try {
            if (file.isEmpty() || !Files.isRegularFile(file.get()) || Files.size(file.get()) > MOST_BYTES) {
                return List.of();
            }
            return new String(Files.readAllBytes(file.get()), US_ASCII)
                    .lines()
                    .flatMap(line -> PastRun.ofLine(line).stream())
                    .toList();
        } catch (IOException | RuntimeException e) {
            return List.of();
        }
    }
}
