package io.atomicdatasets.dataset;

import io.atomicdatasets.disk.StaleCheckpointException;
import io.atomicdatasets.layout.Chunk;
import io.atomicdatasets.layout.Extent;
import io.atomicdatasets.layout.GrowingArray;
import io.atomicdatasets.layout.Versions;
import io.atomicdatasets.parallel.Workers;
import io.atomicdatasets.progress.Phase;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.Split;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the arrays of one dataset: takes finished chunks in order, cuts the last ones, appends them, and notes every few
 * seconds how far it is.
 *
 * <p>For one thread at a time; the chunks come from a {@link ChunkLine} that makes them on many.
 */
public final class DatasetWriter implements Closeable {
    private final DatasetSpec spec;
    private final Checkpoints checkpoints;
    private final Statistics statistics;
    /** Nothing when an earlier writer finished them. */
    private final @Nullable OpenFiles files;

    private Room room;
    private long resumedAt;
    private Map<Phase, Double> secondsBefore = Map.of();

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
     * Goes on with the files of an earlier writer where its last checkpoint was. They are thrown away and created anew
     * only if they are proven not to be what the checkpoint tells; any other failure leaves them as they are.
     *
     * @param spec what to write
     * @param directory where to
     * @param checkpoints those of the earlier writer, to be gone on with; closed with this writer
     */
    public DatasetWriter(DatasetSpec spec, Path directory, Checkpoints checkpoints) throws IOException {
        this.spec = spec;
        this.checkpoints = checkpoints;
        statistics = new Statistics(spec);
        room = Room.of(spec);
        try {
            files = open(directory);
        } catch (IOException | RuntimeException e) {
            checkpoints.close();
            throw e;
        }
    }

    private @Nullable OpenFiles open(Path directory) throws IOException {
        Optional<Checkpoint> last = checkpoints.last();
        if (last.isPresent()) {
            try {
                return resume(directory, last.get());
            } catch (StaleCheckpointException e) {
                last.get().warnOfOtherFiles(e);
            }
        }
        checkpoints.forget(); // first, so that it never stands beside files that it does not tell of
        return new OpenFiles(spec, directory, Optional.empty());
    }

    private @Nullable OpenFiles resume(Path directory, Checkpoint last) throws IOException {
        OpenFiles opened = null;
        last.requireSplitsOf(spec);
        if (last.isWritten()) {
            OpenFiles.requireFinished(spec, directory, last);
        } else {
            opened = new OpenFiles(spec, directory, Optional.of(last));
        }
        for (Split split : spec.presentSplits()) {
            statistics.of(split).restore(last.statistics().of(split));
        }
        room = room.minus(statistics);
        resumedAt = last.nextChunk();
        secondsBefore = last.seconds();
        return opened;
    }

    /** Told how far the files reach, after each chunk. */
    @FunctionalInterface
    public interface Follower {
        void follow(Extent extent) throws IOException, StoppedException;
    }

    /** The files in which the arrays of each split grow; nothing if an earlier writer finished them. */
    public Optional<PerSplit<List<GrowingArray>>> growing() {
        return Optional.ofNullable(files).map(OpenFiles::growing);
    }

    /** How far the files reach. */
    public Extent extent() {
        return new Extent(
                files == null ? resumedAt : files.chunks(),
                PerSplit.of(spec.presentSplits(), split -> statistics.of(split).images()),
                files == null ? new long[0] : files.ends());
    }

    /** Makes and writes everything that is not there yet, and forces it to the disk. */
    public Statistics write(ChunkLine line, Progress progress)
            throws IOException, StoppedException, UnfilledSplitsException {
        return write(line, extent -> {}, progress);
    }

    /**
     * Makes and writes everything that is not there yet, and forces it to the disk.
     *
     * @param line where the chunks are made
     * @param follower told of each chunk that is in the files
     * @return what was written
     * @throws UnfilledSplitsException if {@code 16 * images + 2^20} candidates do not fill the splits
     */
    public Statistics write(ChunkLine line, Follower follower, Progress progress)
            throws IOException, StoppedException, UnfilledSplitsException {
        Map<String, Long> standing = new TreeMap<>();
        for (Split split : spec.presentSplits()) {
            standing.put(split.label(), statistics.of(split).images());
        }
        progress.carry(secondsBefore);
        progress.begin(Phase.GENERATING, spec.allImages(), standing);
        if (files != null) {
            fill(files, line, follower, progress);
            line.dropRest();
            finish(files, line.workers(), progress);
        }
        return statistics;
    }

    private void fill(OpenFiles into, ChunkLine line, Follower follower, Progress progress)
            throws IOException, StoppedException, UnfilledSplitsException {
        if (room.isEmpty()) {
            return; // All stood at the checkpoint; another of the same would look as if something had got further.
        }
        line.startAt(resumedAt);
        long lastChunk = Chunk.mostFor(spec.allImages());
        for (long index = resumedAt; !room.isEmpty(); index++) {
            progress.checkStop();
            if (index == lastChunk) {
                throw new UnfilledSplitsException(spec, room, lastChunk * Chunk.SIZE);
            }
            append(into, line.next(room), progress);
            follower.follow(extent());
            if (into.canBeResumed() && checkpoints.isDue()) {
                into.flush();
                checkpoints.take(checkpoint(into, false, progress), into::force, progress);
            }
        }
        into.endRowGroups();
        into.flush();
        checkpoints.takeLast(() -> checkpoint(into, false, progress), into::force, progress);
    }

    private void append(OpenFiles into, FinishedChunk chunk, Progress progress) throws IOException {
        into.append(chunk);
        for (Split split : spec.presentSplits()) {
            int count = chunk.parts().of(split).count();
            if (count > 0) {
                statistics.of(split).merge(chunk.statistics().of(split));
            }
            progress.advance(split.label(), count);
        }
        room = room.without(chunk.parts());
    }

    private void finish(OpenFiles written, Workers workers, Progress progress) throws IOException, StoppedException {
        progress.begin(Phase.ASSEMBLING, spec.allImages());
        written.finish(statistics, workers, progress);
        checkpoints.takeLast(() -> checkpoint(written, true, progress), () -> {}, progress);
        written.deleteSpools();
    }

    private Checkpoint checkpoint(OpenFiles now, boolean isWritten, Progress progress) {
        return new Checkpoint(
                Versions.CURRENT.algorithm(),
                Versions.CURRENT.encoder(),
                Versions.CURRENT.layout(),
                now.chunks(),
                isWritten,
                now.written(),
                now.writtenTables(),
                PerSplit.of(spec.presentSplits(), split -> statistics.of(split).save()),
                progress.secondsSoFar());
    }

    /** Waits for the checkpoint under way, which needs the files, and releases them; they can be gone on with. */
    @Override
    public void close() throws IOException {
        try (OpenFiles closedLast = files) {
            checkpoints.close();
        }
    }
}
