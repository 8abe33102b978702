package io.atomicdatasets.check;

import io.atomicdatasets.inflate.Inflaters;
import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** All files of a dataset while they are read back, side by side. */
final class Reading implements AutoCloseable {
    private static final int PICKS = 100;
    private static final int SAMPLE_PER_SPLIT = 10_000;
    private static final int BLOCKS_PER_THREAD = 2;
    private static final int MOST_PARTS = 4; // of each grid of each split: enough to keep eight threads at work
    private static final int FILES = Split.COUNT + 1;

    private final DatasetSpec spec;
    private final Path directory;
    private final ValidatedSplits validated;
    private final Progress progress;
    private final BlockingQueue<Block> free;
    private final Workers readers = new Workers(2 * FILES, "reader");
    private final Workers checkers;
    private final Inflaters inflaters;
    private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
    private final List<FileResult> files = new ArrayList<>();
    private final List<PickedImage> picks = new ArrayList<>();
    private volatile boolean isClosed;

    /** What is known of a file, and what is wrong with it. */
    private record Outcome(Optional<FileResult> file, Optional<SplitResult> split, Findings findings) {}

    Reading(DatasetSpec spec, int threads, Path directory, ValidatedSplits validated, Progress progress) {
        this.spec = spec;
        this.directory = directory;
        this.validated = validated;
        this.progress = progress;
        checkers = new Workers(threads, "checker");
        inflaters = new Inflaters(checkers, Math.min(threads, MOST_PARTS));
        free = new ArrayBlockingQueue<>(BLOCKS_PER_THREAD * threads + Split.COUNT);
        while (free.remainingCapacity() > 0) {
            free.add(new Block(spec));
        }
    }

    /** Reads everything; gives the splits that could be read whole. */
    List<SplitResult> read(Findings findings) throws IOException, StoppedException {
        List<Future<Outcome>> underWay = new ArrayList<>();
        for (Split split : Split.values()) {
            underWay.add(readers.submit(() -> readSplit(split)));
        }
        underWay.add(readers.submit(this::readChunks));
        List<SplitResult> results = new ArrayList<>();
        for (Future<Outcome> each : underWay) {
            Outcome outcome = outcome(each);
            findings.addAll(outcome.findings);
            outcome.file.ifPresent(files::add);
            outcome.split.ifPresent(results::add);
        }
        for (SplitResult result : results) {
            picks.addAll(result.picks());
        }
        return results;
    }

    /** The files that are there, in their order. */
    List<FileResult> files() {
        return files;
    }

    /** The training images that were picked. */
    List<PickedImage> picks() {
        return picks;
    }

    private boolean stopWished() {
        return isClosed || progress.stopWished() || broken.get() != null;
    }

    private Outcome readSplit(Split split) throws IOException, StoppedException {
        Findings findings = new Findings();
        Path file = directory.resolve(split.fileName());
        if (!isThere(file, findings)) {
            return new Outcome(Optional.empty(), Optional.empty(), findings);
        }
        Optional<SplitResult> earlier = validated.of(split);
        Future<FileHash> hash = readers.submit(() -> FileHash.of(file, this::stopWished));
        if (earlier.isPresent()
                && earlier.get().file().sha256().equals(result(hash).sha256())) {
            progress.resume(spec.count(split));
            return new Outcome(Optional.of(earlier.get().file()), earlier, findings);
        }
        Tally tally = new Tally();
        Picks wanted = new Picks(split == Split.TRAIN ? spec.count(split) : 0, PICKS, spec.seed());
        List<ArrayResult> arrays = readImages(split, file, findings, tally, wanted);
        if (stopWished()) {
            throw new StoppedException(); // some blocks may not have been checked
        }
        FileHash hashed = result(hash);
        FileResult read = new FileResult(split.fileName(), hashed.bytes(), hashed.sha256(), arrays);
        if (arrays.isEmpty()) {
            return new Outcome(Optional.of(read), Optional.empty(), findings);
        }
        SplitResult result = new SplitResult(split, read, tally.toCounts(), wanted.images());
        if (findings.isEmpty() && validated.add(result)) {
            progress.checkpointed();
        }
        return new Outcome(Optional.of(read), Optional.of(result), findings);
    }

    /** Reads a split's images; when this returns, all of them are checked. */
    private List<ArrayResult> readImages(Split split, Path file, Findings findings, Tally tally, Picks wanted)
            throws IOException, StoppedException {
        long images = spec.count(split);
        long sampleStep = Math.max(1, (images + SAMPLE_PER_SPLIT - 1) / SAMPLE_PER_SPLIT);
        Phaser underWay = new Phaser(1);
        try (CandidateCheck candidates = new CandidateCheck(directory.resolve(FileNames.CHUNKS), split, findings)) {
            return new SplitReader(spec, split, findings, this::stopWished).read(file, inflaters, free, block -> {
                if (spec.fileOptions().annotations()) {
                    candidates.check(block);
                }
                underWay.register();
                checkers.execute(() -> {
                    check(block, split, sampleStep, findings, tally, wanted);
                    underWay.arriveAndDeregister();
                });
            });
        } finally {
            underWay.arriveAndAwaitAdvance();
        }
    }

    private void check(Block block, Split split, long sampleStep, Findings findings, Tally tally, Picks wanted) {
        try {
            if (stopWished()) {
                return;
            }
            block.check(split, sampleStep, findings);
            block.pick(wanted);
            synchronized (tally) {
                tally.add(block.tally());
            }
            progress.advance(block.count());
        } catch (RuntimeException | Error e) {
            broken.compareAndSet(null, e);
        } finally {
            free.add(block);
        }
    }

    private Outcome readChunks() throws IOException, StoppedException {
        Findings findings = new Findings();
        Path file = directory.resolve(FileNames.CHUNKS);
        if (!isThere(file, findings)) {
            return new Outcome(Optional.empty(), Optional.empty(), findings);
        }
        List<ArrayResult> arrays = ChunkCheck.check(file, spec, findings, this::stopWished);
        FileHash hash = FileHash.of(file, this::stopWished);
        FileResult read = new FileResult(FileNames.CHUNKS, hash.bytes(), hash.sha256(), arrays);
        return new Outcome(Optional.of(read), Optional.empty(), findings);
    }

    private static boolean isThere(Path file, Findings findings) {
        boolean isThere = Files.isRegularFile(file);
        findings.demand(isThere, Rule.STRUCTURE, file.getFileName() + " is missing");
        return isThere;
    }

    private Outcome outcome(Future<Outcome> reading) throws IOException, StoppedException {
        try {
            Outcome outcome = result(reading);
            requireUnbroken();
            return outcome;
        } catch (StoppedException e) {
            requireUnbroken(); // it stopped because a check broke down
            throw e;
        }
    }

    private void requireUnbroken() {
        Throwable failure = broken.get();
        if (failure != null) {
            throw new IllegalStateException("a check broke down", failure);
        }
    }

    private static <T> T result(Future<T> work) throws IOException, StoppedException {
        try {
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof StoppedException stopped) {
                throw stopped;
            }
            throw new IllegalStateException("a file could not be read back", e.getCause());
        }
    }

    /** Ends what is under way, and waits for that. */
    @Override
    public void close() {
        isClosed = true;
        readers.close();
        checkers.close();
    }
}
