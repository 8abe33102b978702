package io.atomicdatasets.check;

import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.parallel.Workers;
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
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** All files of a dataset while they are read back, side by side. */
final class Reading implements AutoCloseable {
    private final DatasetSpec spec;
    private final Path directory;
    private final ValidatedSplits validated;
    private final CheckedChunks checked;
    private final Progress progress;
    private final Workers readers;
    private final Workers checkers;
    private final ChunkReaders chunks;
    private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
    private final List<FileResult> files = new ArrayList<>();
    private final List<PickedImage> picks = new ArrayList<>();
    private volatile boolean isClosed;

    /** What is known of a file, and what is wrong with it. */
    private record Outcome(Optional<FileResult> file, Optional<SplitResult> split, Findings findings) {}

    /**
     * A reading of the files in a directory.
     *
     * @param validated what an earlier attempt found in whole splits
     * @param checked what this one found in chunks while it wrote them
     */
    Reading(
            DatasetSpec spec,
            int threads,
            Path directory,
            ValidatedSplits validated,
            CheckedChunks checked,
            Progress progress) {
        this.spec = spec;
        this.directory = directory;
        this.validated = validated;
        this.checked = checked;
        this.progress = progress;
        int files = spec.presentSplits().size() + 2; // chunks.npy and segments.npy
        readers = new Workers(2 * files, "reader");
        checkers = new Workers(threads, "checker");
        chunks = ChunkReaders.of(spec, checkers, threads, this::stopWished);
    }

    /** Reads everything; gives the splits that could be read whole. */
    List<SplitResult> read(Findings findings) throws IOException, StoppedException {
        List<Future<Outcome>> underWay = new ArrayList<>();
        for (Split split : spec.presentSplits()) {
            underWay.add(submit(() -> readSplit(split)));
        }
        underWay.add(submit(() -> readTable(FileNames.CHUNKS, TableCheck::chunks)));
        underWay.add(submit(() -> readTable(FileNames.SEGMENTS, TableCheck::segments)));
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

    /** Has a file read; if that breaks down, the reading of the others ends too. */
    private Future<Outcome> submit(Callable<Outcome> reading) {
        return readers.submit(() -> {
            try {
                return reading.call();
            } catch (RuntimeException e) {
                broken.compareAndSet(null, e);
                throw e;
            }
        });
    }

    private boolean stopWished() {
        return isClosed || progress.stopWished() || broken.get() != null;
    }

    private Outcome readSplit(Split split) throws IOException, StoppedException {
        Findings findings = new Findings();
        ExpectedFile expected = ExpectedFile.of(spec, split);
        Path file = directory.resolve(expected.name());
        if (!isThere(file, findings)) {
            return new Outcome(Optional.empty(), Optional.empty(), findings);
        }
        List<String> tables = hashesOfTables();
        Optional<SplitResult> earlier = validated.of(split).filter(known -> tables.equals(known.tables()));
        Optional<SplitResult> followed = earlier.isPresent() ? Optional.empty() : followed(expected, tables);
        if (followed.isPresent()) {
            return new Outcome(Optional.of(followed.get().file()), followed, keep(followed.get(), findings));
        }
        Future<FileHash> hash = readers.submit(() -> FileHash.of(file, this::stopWished));
        if (earlier.isPresent()
                && earlier.get().file().sha256().equals(Workers.result(hash).sha256())) {
            progress.resume(spec.count(split));
            return new Outcome(Optional.of(earlier.get().file()), earlier, findings);
        }
        Findings contents = new Findings();
        SplitCheck check = new SplitCheck(spec, expected, contents);
        List<ArrayResult> arrays = new SplitReader(spec, expected, findings, chunks, progress::advance)
                .read(directory, () -> new TablePlaces(directory, spec, split), check);
        if (!arrays.isEmpty()) { // what was read in wrong places tells nothing of the images
            findings.addAll(contents);
        }
        FileHash hashed = Workers.result(hash);
        FileResult read = new FileResult(expected.name(), hashed.bytes(), hashed.sha256(), arrays);
        if (arrays.isEmpty()) {
            return new Outcome(Optional.of(read), Optional.empty(), findings);
        }
        SplitResult result = check.result(read, tables);
        return new Outcome(Optional.of(read), Optional.of(result), keep(result, findings));
    }

    /** Leaves a result for a later attempt if nothing wrong was found. */
    private Findings keep(SplitResult result, Findings findings) throws IOException {
        if (findings.isEmpty() && validated.add(result)) {
            progress.checkpointed();
        }
        return findings;
    }

    /**
     * What is known of a split whose chunks were checked while it grew, if the finished file holds the bytes that were checked.
     * Whatever speaks against that is left to be found, and told of, by who reads the file from its start.
     */
    private Optional<SplitResult> followed(ExpectedFile file, List<String> tables)
            throws IOException, StoppedException {
        Optional<CheckedSplit> grown = checked.of(file.split());
        if (grown.isEmpty()) {
            return Optional.empty();
        }
        Findings findings = new Findings();
        Followed followed = new Followed(grown.get());
        SplitCheck check = grown.get().check();
        List<ArrayResult> arrays = new SplitReader(spec, file, findings, chunks, progress::advance)
                .read(directory, () -> new TablePlaces(directory, spec, file.split()), check, followed);
        if (arrays.isEmpty() || !findings.isEmpty() || !check.isSound()) {
            return Optional.empty();
        }
        RangeSums ranges = followed.ranges();
        FileHash hash = FileHash.of(directory.resolve(file.name()), this::stopWished, ranges);
        return followed.isOf(ranges)
                ? Optional.of(check.result(new FileResult(file.name(), hash.bytes(), hash.sha256(), arrays), tables))
                : Optional.empty();
    }

    /** Of those that are there. */
    private List<String> hashesOfTables() throws IOException, StoppedException {
        List<String> hashes = new ArrayList<>();
        for (String name : List.of(FileNames.CHUNKS, FileNames.SEGMENTS)) {
            if (Files.isRegularFile(directory.resolve(name))) {
                hashes.add(
                        FileHash.of(directory.resolve(name), this::stopWished).sha256());
            }
        }
        return hashes;
    }

    /** What is checked of a table. */
    @FunctionalInterface
    private interface TableReading {
        List<ArrayResult> read(TableCheck check, Path file) throws IOException, StoppedException;
    }

    private Outcome readTable(String name, TableReading reading) throws IOException, StoppedException {
        Findings findings = new Findings();
        Path file = directory.resolve(name);
        if (!isThere(file, findings)) {
            return new Outcome(Optional.empty(), Optional.empty(), findings);
        }
        List<ArrayResult> arrays = reading.read(new TableCheck(spec, findings, this::stopWished), file);
        FileHash hash = FileHash.of(file, this::stopWished);
        FileResult read = new FileResult(name, hash.bytes(), hash.sha256(), arrays);
        return new Outcome(Optional.of(read), Optional.empty(), findings);
    }

    private static boolean isThere(Path file, Findings findings) {
        boolean isThere = Files.isRegularFile(file);
        findings.demand(isThere, Rule.STRUCTURE, file.getFileName() + " is missing");
        return isThere;
    }

    private Outcome outcome(Future<Outcome> reading) throws IOException, StoppedException {
        try {
            Outcome outcome = Workers.result(reading);
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

    /** Ends what is under way, and waits for that. */
    @Override
    public void close() {
        isClosed = true;
        readers.close();
        checkers.close();
    }
}
