package io.atomicdatasets.pipeline;

import io.atomicdatasets.dataset.Waves;
import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.parallel.Workers;
import io.atomicdatasets.progress.Phase;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.ShardSize;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The parts of a dataset, which are made by as many processes on as many machines as one likes, in {@code D.parts} beside where
 * {@code D} will be. They need no coordinator and no lock: a part is the shards of a range that follows from the request, and a
 * shard is the same bytes whoever makes it, and however often.
 */
public final class Parts {
    private final Path target;
    private final Path directory;

    /** The parts of the dataset that is to be at {@code target}. */
    public Parts(Path target) {
        this.target = target;
        directory = target.resolveSibling(target.getFileName() + FileNames.PARTS_DIRECTORY);
    }

    /** Where they are made. */
    public Path directory() {
        return directory;
    }

    /**
     * Makes one part: those of its shards that are not there yet.
     *
     * @param threads workers, at least 1
     * @throws UnfitRecordException if parts of another request, version or number are made there
     * @throws PartsGoneException if they were joined, or are taken away meanwhile
     * @throws DatasetFailedException if what was written is not what was promised
     */
    public void make(DatasetSpec spec, Part part, int threads, Progress progress)
            throws IOException, StoppedException, UnfitRecordException, PartsGoneException, DatasetFailedException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new PartsGoneException(target + " is there already; its parts were joined");
        }
        Files.createDirectories(directory);
        requireOurs();
        try {
            Durable.forceNames(
                    Optional.ofNullable(directory.toAbsolutePath().getParent()).orElse(directory));
            PartsNote.of(spec, part.of()).agreeIn(directory);
            makeShards(spec, part, threads, progress);
        } catch (IOException e) {
            progress.checkStop(e);
            if (!Files.exists(directory.resolve(FileNames.PARTS))) {
                throw new PartsGoneException(directory + " is gone; its parts were joined, or taken away");
            }
            throw e;
        }
    }

    /** Joining takes away what is no part, so nothing else may have stood there before. */
    private void requireOurs() throws IOException, UnfitRecordException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                boolean isNote = String.valueOf(child.getFileName()).startsWith(FileNames.PARTS);
                if (!isNote && !Files.exists(directory.resolve(FileNames.PARTS))) {
                    throw new UnfitRecordException(directory + " is there already and holds no parts of a dataset");
                }
            }
        }
    }

    private void makeShards(DatasetSpec spec, Part part, int threads, Progress progress)
            throws IOException, StoppedException, UnfitRecordException, DatasetFailedException {
        ShardSize size = spec.fileOptions().shardSize().orElseThrow();
        ShardDirectory shards = new ShardDirectory(spec, directory, directory);
        long wave = new Waves(spec, size).first();
        List<Long> missing = new ArrayList<>();
        for (long number = part.first(wave); number < part.end(wave); number++) {
            Optional<ShardRecord> record = shards.read(number);
            if (record.isEmpty() || !isWhole(shards, record.get(), progress)) {
                missing.add(number);
            }
        }
        progress.begin(Phase.GENERATING, missing.size() * size.candidates());
        try (ShardWorkers workers = new ShardWorkers(spec, shards, 0, threads, progress)) {
            workers.make(ShardedSplits.firstWave(spec, size, missing), record -> {});
        }
    }

    private static boolean isWhole(ShardDirectory shards, ShardRecord record, Progress progress)
            throws IOException, StoppedException {
        try {
            shards.requireFiles(record, progress);
            return true;
        } catch (UnfitRecordException e) {
            return false;
        }
    }

    /**
     * How far the parts are.
     *
     * @param spec the dataset's request
     * @param parts how many there are
     * @param missing the numbers of those that are not whole
     * @param shards how many shards the parts have together
     * @param standing how many of them are there
     */
    public record Status(DatasetSpec spec, int parts, SortedSet<Integer> missing, long shards, long standing) {
        /** The numbers of missing parts as job schedulers take them: {@code 2,5-7}. */
        public String ranges() {
            return PartsMissingException.ranges(missing);
        }
    }

    /**
     * Looks which parts are there; their files are not read.
     *
     * @return nothing if no part was begun
     * @throws UnfitRecordException if a record is of another request or version
     */
    public Optional<Status> status() throws IOException, UnfitRecordException {
        Optional<PartsNote> note = PartsNote.read(directory);
        return note.isEmpty() ? Optional.empty() : Optional.of(status(note.get()));
    }

    private Status status(PartsNote note) throws IOException, UnfitRecordException {
        DatasetSpec spec = note.spec();
        ShardSize size = spec.fileOptions()
                .shardSize()
                .orElseThrow(() -> new UnfitRecordException(FileNames.PARTS + " tells no shard_size"));
        ShardDirectory shards = new ShardDirectory(spec, directory, directory);
        long wave = new Waves(spec, size).first();
        NavigableSet<Long> standing = new TreeSet<>(shards.numbers().headSet(wave, false));
        for (long number : standing) {
            shards.read(number);
        }
        SortedSet<Integer> missing = new TreeSet<>();
        IntStream.rangeClosed(1, note.parts())
                .mapToObj(number -> new Part(number, note.parts()))
                .filter(part -> LongStream.range(part.first(wave), part.end(wave))
                        .anyMatch(number -> !standing.contains(number)))
                .forEach(part -> missing.add(part.number()));
        return new Status(spec, note.parts(), missing, wave, standing.size());
    }

    /**
     * What is known of the parts, if all are there and every file is what was written.
     *
     * @param threads readers, at least 1
     * @throws PartsMissingException if not
     * @throws UnfitRecordException if a record is of another request or version
     */
    Status requireWhole(int threads, Progress progress)
            throws IOException, StoppedException, UnfitRecordException, PartsMissingException, DatasetFailedException {
        Status status = status().orElseThrow(
                        () -> new UnfitRecordException(directory + " holds no parts; generate --part makes them"));
        if (!status.missing().isEmpty()) {
            throw new PartsMissingException(status.missing(), status.parts(), "");
        }
        ShardDirectory shards = new ShardDirectory(status.spec(), directory, directory);
        ConcurrentSkipListMap<Long, String> damaged = new ConcurrentSkipListMap<>();
        progress.begin(Phase.GENERATING, status.spec().allImages());
        try (Workers workers = new Workers(threads, "shard-worker")) {
            SideBySide readers = new SideBySide(workers, threads, progress);
            readers.each(List.copyOf(shards.numbers().headSet(status.shards(), false)), number -> {
                try {
                    ShardRecord record = shards.require(number);
                    shards.requireFiles(record, progress);
                    progress.advance(record.images());
                } catch (UnfitRecordException e) {
                    damaged.put(number, String.valueOf(e.getMessage()));
                }
            });
        }
        if (!damaged.isEmpty()) {
            SortedSet<Integer> parts = new TreeSet<>();
            damaged.keySet()
                    .forEach(shard -> parts.add(
                            Part.making(shard, status.shards(), status.parts()).number()));
            throw new PartsMissingException(
                    parts, status.parts(), damaged.firstEntry().getValue());
        }
        return status;
    }
}
