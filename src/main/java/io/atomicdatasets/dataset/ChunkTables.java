package io.atomicdatasets.dataset;

import io.atomicdatasets.disk.StaleCheckpointException;
import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.layout.ImageArray;
import io.atomicdatasets.layout.ShardChunks;
import io.atomicdatasets.npy.Dtype;
import io.atomicdatasets.npy.NpyHeader;
import io.atomicdatasets.npy.NpyRows;
import io.atomicdatasets.npy.NpzWriter;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.PerSplit;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes {@code chunks.npy}, how many images each chunk gave to each split, and {@code segments.npy}, where in the splits' files
 * the elements of each chunk stand: a row for the first, and one for where each ends.
 */
public final class ChunkTables implements Closeable {
    private final NpyRows counts;
    private final NpyRows segments;

    private ChunkTables(NpyRows counts, NpyRows segments) {
        this.counts = counts;
        this.segments = segments;
    }

    /**
     * Creates both.
     *
     * @param begins where the first chunk's elements will stand, as {@link #append} is told where a chunk's end
     */
    static ChunkTables create(DatasetSpec spec, Path directory, long[] begins) throws IOException {
        NpyRows counts = new NpyRows(directory.resolve(FileNames.CHUNKS), counts(spec));
        try {
            NpyRows segments = new NpyRows(directory.resolve(FileNames.SEGMENTS), ends(spec));
            segments.append(begins);
            return new ChunkTables(counts, segments);
        } catch (IOException e) {
            counts.close();
            throw e;
        }
    }

    /**
     * Goes on behind the rows of so many chunks that another writer left.
     *
     * @throws StaleCheckpointException if they are not there
     */
    static ChunkTables resume(DatasetSpec spec, Path directory, long chunks) throws IOException {
        NpyRows counts = new NpyRows(directory.resolve(FileNames.CHUNKS), counts(spec), chunks);
        try {
            return new ChunkTables(counts, new NpyRows(directory.resolve(FileNames.SEGMENTS), ends(spec), chunks + 1));
        } catch (IOException e) {
            counts.close();
            throw e;
        }
    }

    /** Takes the rows of one shard after the other. */
    public static final class OfShards implements Closeable {
        private final ChunkTables tables;
        private long[] last;

        /** Creates the tables of a dataset of shards, in place of any that stand there. */
        public OfShards(DatasetSpec spec, Path directory) throws IOException {
            for (String name : List.of(FileNames.CHUNKS, FileNames.SEGMENTS)) {
                Files.deleteIfExists(directory.resolve(name));
                Files.deleteIfExists(directory.resolve(name + NpzWriter.SPOOL_ENDING));
            }
            NpyRows counts = new NpyRows(directory.resolve(FileNames.CHUNKS), counts(spec));
            try {
                tables = new ChunkTables(counts, new NpyRows(directory.resolve(FileNames.SEGMENTS), ends(spec)));
            } catch (IOException e) {
                counts.close();
                throw e;
            }
            last = new long[spec.presentSplits().size() * ImageArray.of(spec).size()];
        }

        /** Appends the rows of the next shard. */
        public void append(ShardChunks shard) throws IOException {
            for (int chunk = 0; chunk < shard.count(); chunk++) {
                tables.counts.append(shard.images()[chunk]);
                tables.segments.append(shard.segments()[chunk]);
            }
            last = shard.segments()[shard.count()];
        }

        /** Writes the files and forces them to the disk. */
        public void finish(Progress progress) throws IOException, StoppedException {
            tables.segments.append(last);
            tables.counts.finish(progress);
            tables.segments.finish(progress);
            tables.deleteSpools();
        }

        @Override
        public void close() throws IOException {
            tables.close();
        }
    }

    private static NpyHeader counts(DatasetSpec spec) {
        return NpyHeader.of(Dtype.UINT32, spec.presentSplits().size());
    }

    private static NpyHeader ends(DatasetSpec spec) {
        return NpyHeader.of(
                Dtype.INT64, spec.presentSplits().size(), ImageArray.of(spec).size());
    }

    /** Bytes of the finished files of so many chunks, by name. */
    static Map<String, Long> sizesInBytes(DatasetSpec spec, long chunks) {
        return Map.of(
                FileNames.CHUNKS, NpyRows.sizeInBytes(counts(spec), chunks),
                FileNames.SEGMENTS, NpyRows.sizeInBytes(ends(spec), chunks + 1));
    }

    /** How many chunks there are. */
    long chunks() {
        return counts.rows();
    }

    /**
     * Appends a chunk.
     *
     * @param parts what it gave
     * @param ends where its elements end, each split's arrays after the other's, counted from where each array begins
     */
    void append(PerSplit<ChunkPart> parts, long[] ends) throws IOException {
        counts.append(parts.all().stream().mapToLong(ChunkPart::count).toArray());
        segments.append(ends);
    }

    /**
     * Writes the files and forces them to the disk.
     *
     * @param arrays where each split's arrays begin in their files
     */
    void finish(long[] arrays, Progress progress) throws IOException, StoppedException {
        counts.finish(progress);
        segments.finish(arrays, progress);
    }

    void deleteSpools() throws IOException {
        counts.deleteSpool();
        segments.deleteSpool();
    }

    /** Moves the rows that wait in memory into the spools. */
    void flush() throws IOException {
        counts.flush();
        segments.flush();
    }

    /** Forces all rows to the disk that were there at the last {@link #flush}; from any thread. */
    void force() throws IOException {
        counts.force();
        segments.force();
    }

    @Override
    public void close() throws IOException {
        try (counts) {
            segments.close();
        }
    }
}
