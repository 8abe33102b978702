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
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes the arrays of one dataset: takes finished chunks in order, cuts the last ones, appends them.
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
    private final Deque<Closeable> open = new ArrayDeque<>();
    private final PerSplit<NpzWriter> files;
    private final ChunkCounts chunkCounts;
    private final Statistics statistics;
    private Room room;

    /**
     * Creates the files, none of which may exist.
     *
     * @param spec what to write
     * @param directory where to
     */
    public DatasetWriter(DatasetSpec spec, Path directory) throws IOException {
        this.spec = spec;
        statistics = new Statistics(spec.recipe());
        room = Room.of(spec);
        try {
            files = new PerSplit<>(
                    create(directory, Split.TRAIN), create(directory, Split.VAL), create(directory, Split.TEST));
            chunkCounts = new ChunkCounts(directory);
            open.push(chunkCounts);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private NpzWriter create(Path directory, Split split) throws IOException {
        NpzWriter file = new NpzWriter(directory.resolve(split.fileName()), SplitFile.membersOf(spec, split));
        open.push(file);
        return file;
    }

    /**
     * Makes and writes everything, and forces it to the disk.
     *
     * @param line where the chunks are made
     * @return what was written
     * @throws UnfilledSplitsException if {@code 16 * num_images + 2^20} candidates do not fill the splits
     */
    public Statistics write(ChunkLine line, Progress progress)
            throws IOException, StoppedException, UnfilledSplitsException {
        progress.begin(Phase.GENERATING, spec.numImages());
        long lastChunk = Chunk.countFor(CANDIDATES_PER_IMAGE * spec.numImages() + CANDIDATES_BESIDE);
        for (long index = 0; !room.isEmpty(); index++) {
            progress.checkStop();
            if (index == lastChunk) {
                throw new UnfilledSplitsException(spec, room, lastChunk * Chunk.SIZE);
            }
            append(line.next(room), progress);
        }
        progress.begin(Phase.ASSEMBLING, spec.numImages());
        for (Split split : Split.values()) {
            progress.checkStop();
            files.of(split).finish();
            progress.advance(spec.count(split));
        }
        chunkCounts.finish();
        return statistics;
    }

    private void append(FinishedChunk chunk, Progress progress) throws IOException {
        for (Split split : Split.values()) {
            ChunkPart part = chunk.parts().of(split);
            for (int column = 0; column < part.segments().size(); column++) {
                files.of(split).append(column, part.segments().get(column));
            }
            if (part.count() > 0) {
                statistics.of(split).merge(chunk.statistics().of(split));
            }
            progress.advance(split.label(), part.count());
        }
        chunkCounts.append(chunk.parts());
        room = room.minus(chunk.parts());
    }

    /** Releases the files; what was not finished is no dataset. */
    @Override
    public void close() throws IOException {
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
