package io.atomicdatasets.dataset;

import io.atomicdatasets.disk.Closing;
import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.disk.StaleCheckpointException;
import io.atomicdatasets.layout.ArrayFile;
import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.layout.GrowingArray;
import io.atomicdatasets.layout.SplitFile;
import io.atomicdatasets.layout.TableFile;
import io.atomicdatasets.npy.NpzMember;
import io.atomicdatasets.npy.NpzWriter;
import io.atomicdatasets.parallel.Workers;
import io.atomicdatasets.parquet.ParquetWriter;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.Split;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The files of a dataset while they grow. */
final class OpenFiles implements Closeable {
    private static final Set<String> TABLES = Set.of(FileNames.CHUNKS, FileNames.SEGMENTS);

    private final DatasetSpec spec;
    private final Path directory;
    private final Map<Split, NpzWriter> splits = new EnumMap<>(Split.class);
    private final Map<Split, OpenTables> parquet = new EnumMap<>(Split.class);
    private final ChunkTables tables;
    private final SplitHashes hashes;

    /**
     * Creates the files, none of which may exist, or opens them again where a checkpoint says they were.
     *
     * @throws StaleCheckpointException if they do not reach so far
     */
    OpenFiles(DatasetSpec spec, Path directory, Optional<Checkpoint> last) throws IOException {
        this.spec = spec;
        this.directory = directory;
        keepOnly(spec, directory, last);
        try {
            for (Split split : spec.presentSplits()) {
                Path path = directory.resolve(split.fileName());
                List<NpzMember> members = SplitFile.membersOf(spec);
                splits.put(
                        split,
                        new NpzWriter(
                                path,
                                members,
                                last.map(known -> known.members().of(split)).orElse(null)));
                parquet.put(
                        split,
                        new OpenTables(
                                spec,
                                ArrayFile.of(split),
                                directory,
                                last.map(known -> known.tablesOf(split)).orElse(null)));
            }
            tables = last.isPresent()
                    ? ChunkTables.resume(spec, directory, last.get().nextChunk())
                    : ChunkTables.create(spec, directory, ends());
        } catch (IOException | RuntimeException e) {
            closeSplits();
            throw e;
        }
        try {
            hashes = new SplitHashes(spec, directory, last);
        } catch (IOException | RuntimeException e) {
            try (tables) {
                closeSplits();
            }
            throw e;
        }
    }

    /** The files in which the arrays of each split grow. */
    PerSplit<List<GrowingArray>> growing() {
        return PerSplit.of(spec.presentSplits(), split -> {
            List<Path> files = of(split).files();
            long[] offsets = of(split).offsets();
            return IntStream.range(0, offsets.length)
                    .mapToObj(array -> new GrowingArray(files.get(array), offsets[array]))
                    .toList();
        });
    }

    /** Where the elements of each array of each split end so far. */
    long[] ends() {
        return splits.values().stream()
                .flatMap(split -> split.written().stream())
                .mapToLong(NpzMember.Written::compressedLength)
                .toArray();
    }

    /**
     * Looks whether the finished files are there, and takes away what stands beside them.
     *
     * @throws StaleCheckpointException if they are not those that the checkpoint tells of
     */
    static void requireFinished(DatasetSpec spec, Path directory, Checkpoint last) throws IOException {
        for (Split split : spec.presentSplits()) {
            List<NpzMember> members = SplitFile.membersOf(spec);
            List<NpzMember.Written> written = last.members().of(split);
            if (written.size() != members.size()) {
                throw new StaleCheckpointException(split.fileName() + " has other arrays");
            }
            requireLength(directory.resolve(split.fileName()), NpzWriter.sizeInBytes(members, written));
            for (Map.Entry<TableFile, Long> table : OpenTables.sizesInBytes(
                            spec, ArrayFile.of(split), last.tablesOf(split))
                    .entrySet()) {
                requireLength(directory.resolve(table.getKey().name()), table.getValue());
            }
        }
        for (Map.Entry<String, Long> table :
                ChunkTables.sizesInBytes(spec, last.nextChunk()).entrySet()) {
            requireLength(directory.resolve(table.getKey()), table.getValue());
        }
        keepOnly(spec, directory, Optional.of(last));
    }

    private static void requireLength(Path file, long bytes) throws IOException {
        if (!Files.exists(file)) {
            throw new StaleCheckpointException(file.getFileName() + " is missing");
        }
        if (Files.size(file) != bytes) {
            throw new StaleCheckpointException(
                    file.getFileName() + " has " + Files.size(file) + " bytes, not " + bytes);
        }
    }

    /** Takes away what stands beside the files that a checkpoint tells of, such as a picture drawn before the end came. */
    private static void keepOnly(DatasetSpec spec, Path directory, Optional<Checkpoint> last) throws IOException {
        Set<String> growing = growing(spec);
        boolean isWritten = last.isPresent() && last.get().isWritten();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                boolean isNeeded = growing.contains(name)
                        || (isWritten ? TABLES.contains(name) : name.endsWith(NpzWriter.SPOOL_ENDING));
                if (last.isEmpty() || !isNeeded) {
                    Files.delete(child);
                }
            }
        }
    }

    /** The names of the files that grow from the first chunk on. */
    private static Set<String> growing(DatasetSpec spec) {
        Set<String> names = new HashSet<>();
        for (Split split : spec.presentSplits()) {
            names.add(split.fileName());
            TableFile.of(spec, ArrayFile.of(split)).forEach(table -> names.add(table.name()));
        }
        return names;
    }

    private NpzWriter of(Split split) {
        return Objects.requireNonNull(splits.get(split), "each split has a file");
    }

    private OpenTables tablesOf(Split split) {
        return Objects.requireNonNull(parquet.get(split), "each split has tables, or none");
    }

    void append(FinishedChunk chunk) throws IOException {
        for (Split split : spec.presentSplits()) {
            ChunkPart part = chunk.parts().of(split);
            for (int column = 0; column < part.segments().size(); column++) {
                of(split).append(column, part.segments().get(column));
            }
            tablesOf(split).append(part.tables());
        }
        tables.append(chunk.parts(), ends());
        hashes.append(chunk.parts(), chunk.memory().hashes());
    }

    /** How far they are, once they are {@link #flush flushed}. */
    PerSplit<List<NpzMember.Written>> written() {
        return PerSplit.of(spec.presentSplits(), split -> of(split).written());
    }

    /** How far the tables are; only where they {@linkplain #canBeResumed can be resumed}. */
    PerSplit<List<ParquetWriter.Written>> writtenTables() {
        return PerSplit.of(spec.presentSplits(), split -> tablesOf(split).written());
    }

    /** Whether another writer could go on from here: tables are gone on with where a row group ended. */
    boolean canBeResumed() {
        return parquet.values().stream().allMatch(OpenTables::isBetweenRowGroups);
    }

    /** Ends row groups early, so that another writer could go on from here; for the end, where no chunk follows. */
    void endRowGroups() throws IOException {
        for (OpenTables each : parquet.values()) {
            each.endRowGroups();
        }
    }

    /** How many chunks are in them. */
    long chunks() {
        return tables.chunks();
    }

    /** Moves what waits in memory into the files. */
    void flush() throws IOException {
        tables.flush();
        hashes.flush();
    }

    /**
     * Forces to the disk what was there at the last {@link #flush}, and the files' names: forcing a file does not promise
     * that its directory knows it. From any thread.
     */
    void force() throws IOException {
        for (NpzWriter split : splits.values()) {
            split.force();
        }
        for (OpenTables each : parquet.values()) {
            each.force();
        }
        tables.force();
        hashes.force();
        Durable.forceNames(directory);
    }

    /**
     * Makes whole files of them and forces those to the disk; until {@link #deleteSpools} they can be gone on with.
     *
     * @param statistics of the images, to which the numbers of different ones are added
     * @param workers who count them
     */
    void finish(Statistics statistics, Workers workers, Progress progress) throws IOException, StoppedException {
        for (Split split : spec.presentSplits()) {
            of(split).finish(spec.count(split), progress);
            tablesOf(split).finish();
            progress.advance(spec.count(split));
        }
        long[] arrays = splits.values().stream()
                .flatMapToLong(split -> Arrays.stream(split.dataOffsets()))
                .toArray();
        tables.finish(arrays, progress);
        hashes.count(statistics, workers, progress);
        Durable.forceNames(directory);
    }

    void deleteSpools() throws IOException {
        for (NpzWriter split : splits.values()) {
            split.deleteSpools();
        }
        for (OpenTables each : parquet.values()) {
            each.deleteSpools();
        }
        tables.deleteSpools();
        hashes.deleteSpools();
    }

    private void closeSplits() throws IOException {
        List<Closeable> open = new ArrayList<>(splits.values());
        open.addAll(parquet.values());
        Closing.all(open);
    }

    @Override
    public void close() throws IOException {
        try (hashes;
                tables) {
            closeSplits();
        }
    }
}
