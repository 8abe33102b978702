package io.atomicdatasets.dataset;

import io.atomicdatasets.npy.NpzWriter;
import io.atomicdatasets.plan.Chunk;
import io.atomicdatasets.plan.SplitFile;
import io.atomicdatasets.progress.Phase;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.Split;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the arrays of one dataset: takes finished chunks in order, cuts the last ones, appends them, and notes every few
 * seconds how far it is.
 *
 * <p>For one thread at a time; the chunks come from a {@link ChunkLine} that makes them on many.
 */
public final class DatasetWriter implements Closeable {
    /** The version of the images; 1 until the first release. */
    public static final int ALGORITHM_VERSION = 1;
    /** The version of the bytes they are written in; 1 until the first release. */
    public static final int ENCODER_VERSION = 1;

    private static final int CANDIDATES_PER_IMAGE = 16;
    private static final long CANDIDATES_BESIDE = 1L << 20;

    private final DatasetSpec spec;
    private final Checkpoints checkpoints;
    private final Statistics statistics;
    private final Deque<Closeable> open = new ArrayDeque<>();
    /** Nothing when an earlier writer finished them. */
    private final @Nullable Files files;

    private Room room;
    private long resumedAt;

    /** The files of a dataset while they grow. */
    private record Files(Path directory, PerSplit<NpzWriter> splits, ChunkCounts chunkCounts) {
        /** Their bytes, and their names too: forcing a file does not promise that its directory knows it. */
        void force() throws IOException {
            for (NpzWriter split : splits.all()) {
                split.force();
            }
            chunkCounts.force();
            forceNames();
        }

        void forceNames() throws IOException {
            Checkpoint.forceNames(directory);
        }
    }

    /**
     * Creates the files, none of which may exist, and takes no checkpoints.
     *
     * @param spec what to write
     * @param directory where to
     */
    public DatasetWriter(DatasetSpec spec, Path directory) throws IOException {
        this(spec, directory, new Checkpoints(directory, Duration.ZERO));
    }

    /**
     * Goes on with the files of an earlier writer where its last checkpoint was, or creates them anew.
     *
     * @param spec what to write
     * @param directory where to
     * @param checkpoints those of the earlier writer, to be gone on with; closed with this writer
     */
    public DatasetWriter(DatasetSpec spec, Path directory, Checkpoints checkpoints) throws IOException {
        this.spec = spec;
        this.checkpoints = checkpoints;
        statistics = new Statistics(spec.recipe());
        room = Room.of(spec);
        try {
            Optional<Checkpoint> last = checkpoints.last();
            keepOnly(directory, last);
            files = last.isPresent() ? goOn(directory, last.get()) : create(directory);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private Files create(Path directory) throws IOException {
        NpzWriter train = create(directory, Split.TRAIN);
        NpzWriter val = create(directory, Split.VAL);
        NpzWriter test = create(directory, Split.TEST);
        ChunkCounts counts = new ChunkCounts(directory);
        open.push(counts);
        return new Files(directory, new PerSplit<>(train, val, test), counts);
    }

    private NpzWriter create(Path directory, Split split) throws IOException {
        NpzWriter file = new NpzWriter(directory.resolve(split.fileName()), SplitFile.membersOf(spec, split));
        open.push(file);
        return file;
    }

    private @Nullable Files goOn(Path directory, Checkpoint last) throws IOException {
        @Nullable Files files;
        try {
            files = last.isWritten() ? null : openAgain(directory, last);
        } catch (IOException e) {
            last.warnOfOtherFiles(e);
            closeFiles();
            keepOnly(directory, Optional.empty());
            return create(directory);
        }
        for (Split split : Split.values()) {
            statistics.of(split).restore(last.statistics().of(split));
        }
        room = room.minus(statistics);
        resumedAt = last.nextChunk();
        return files;
    }

    private Files openAgain(Path directory, Checkpoint last) throws IOException {
        NpzWriter train = goOn(directory, Split.TRAIN, last);
        NpzWriter val = goOn(directory, Split.VAL, last);
        NpzWriter test = goOn(directory, Split.TEST, last);
        ChunkCounts counts = new ChunkCounts(directory, last.nextChunk());
        open.push(counts);
        return new Files(directory, new PerSplit<>(train, val, test), counts);
    }

    private NpzWriter goOn(Path directory, Split split, Checkpoint last) throws IOException {
        NpzWriter file = new NpzWriter(
                directory.resolve(split.fileName()),
                SplitFile.membersOf(spec, split),
                last.members().of(split));
        open.push(file);
        return file;
    }

    /** Takes away what stands beside the files that a checkpoint tells of, such as a picture drawn before the end came. */
    private static void keepOnly(Path directory, Optional<Checkpoint> last) throws IOException {
        Set<String> finished =
                Set.of(Split.TRAIN.fileName(), Split.VAL.fileName(), Split.TEST.fileName(), ChunkCounts.FILE_NAME);
        try (DirectoryStream<Path> children = java.nio.file.Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                boolean isSpool = name.endsWith(NpzWriter.SPOOL_ENDING);
                boolean isKept = last.isPresent()
                        && (last.get().isWritten()
                                ? finished.contains(name)
                                : isSpool || (finished.contains(name) && !name.equals(ChunkCounts.FILE_NAME)));
                if (!isKept) {
                    java.nio.file.Files.delete(child);
                }
            }
        }
    }

    /**
     * Makes and writes everything that is not there yet, and forces it to the disk.
     *
     * @param line where the chunks are made
     * @return what was written
     * @throws UnfilledSplitsException if {@code 16 * num_images + 2^20} candidates do not fill the splits
     */
    public Statistics write(ChunkLine line, Progress progress)
            throws IOException, StoppedException, UnfilledSplitsException {
        progress.begin(Phase.GENERATING, spec.numImages());
        for (Split split : Split.values()) {
            progress.resume(split.label(), statistics.of(split).images());
        }
        if (files != null) {
            fill(files, line, progress);
            finish(files, progress);
        }
        return statistics;
    }

    private void fill(Files into, ChunkLine line, Progress progress)
            throws IOException, StoppedException, UnfilledSplitsException {
        line.startAt(resumedAt);
        long lastChunk = Chunk.countFor(CANDIDATES_PER_IMAGE * spec.numImages() + CANDIDATES_BESIDE);
        for (long index = resumedAt; !room.isEmpty(); index++) {
            progress.checkStop();
            if (index == lastChunk) {
                throw new UnfilledSplitsException(spec, room, lastChunk * Chunk.SIZE);
            }
            append(into, line.next(room), progress);
            if (checkpoints.isDue()) {
                into.chunkCounts.flush();
                checkpoints.take(checkpoint(into, false), into::force, progress);
            }
        }
        into.chunkCounts.flush();
        checkpoints.takeLast(() -> checkpoint(into, false), into::force, progress);
    }

    private void finish(Files written, Progress progress) throws IOException, StoppedException {
        progress.begin(Phase.ASSEMBLING, spec.numImages());
        for (Split split : Split.values()) {
            progress.checkStop();
            written.splits.of(split).finish();
            progress.advance(spec.count(split));
        }
        written.chunkCounts.finish();
        checkpoints.takeLast(() -> checkpoint(written, true), written::forceNames, progress);
    }

    private Checkpoint checkpoint(Files now, boolean isWritten) {
        return new Checkpoint(
                ALGORITHM_VERSION,
                ENCODER_VERSION,
                now.chunkCounts.chunks(),
                isWritten,
                PerSplit.of(split -> now.splits.of(split).written()),
                PerSplit.of(split -> statistics.of(split).save()));
    }

    private void append(Files into, FinishedChunk chunk, Progress progress) throws IOException {
        for (Split split : Split.values()) {
            ChunkPart part = chunk.parts().of(split);
            for (int column = 0; column < part.segments().size(); column++) {
                into.splits.of(split).append(column, part.segments().get(column));
            }
            if (part.count() > 0) {
                statistics.of(split).merge(chunk.statistics().of(split));
            }
            progress.advance(split.label(), part.count());
        }
        into.chunkCounts.append(chunk.parts());
        room = room.minus(chunk.parts());
    }

    /** Releases the files; what was not finished is no dataset, and can be gone on with. */
    @Override
    public void close() throws IOException {
        try (checkpoints) {
            closeFiles();
        }
    }

    private void closeFiles() throws IOException {
        IOException failure = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (IOException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
