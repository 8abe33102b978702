package io.atomicdatasets.dataset;

import io.atomicdatasets.disk.Closing;
import io.atomicdatasets.layout.Chunk;
import io.atomicdatasets.layout.ImageArray;
import io.atomicdatasets.layout.Shard;
import io.atomicdatasets.layout.ShardChunks;
import io.atomicdatasets.layout.SplitFile;
import io.atomicdatasets.npy.NpzMember;
import io.atomicdatasets.npy.NpzWriter;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.Split;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes the files of one shard. They depend on nothing but the request, the shard's number and how many images each split still
 * wants, so whoever writes them, and however often, writes the same bytes.
 *
 * <p>For one thread.
 */
public final class ShardWriter implements Closeable {
    private final DatasetSpec spec;
    private final Shard shard;
    private final Map<Split, NpzWriter> files = new EnumMap<>(Split.class);
    private final Map<Split, OpenTables> tables = new EnumMap<>(Split.class);
    private final Statistics statistics;
    private final List<long[]> images = new ArrayList<>();
    private final List<long[]> ends = new ArrayList<>();
    private Room room;

    /** Where chunks come from, in their order. */
    @FunctionalInterface
    public interface Chunks {
        /** The next chunk, of which each split has no more images than there is room for; valid until the next call. */
        FinishedChunk next(Room room) throws StoppedException;
    }

    /**
     * Creates the files, none of which may exist: one for each split that still wants images, and in the first shard for every
     * split.
     *
     * @param room how many images each split still wants
     */
    public ShardWriter(DatasetSpec spec, Shard shard, Room room, Path directory) throws IOException {
        this.spec = spec;
        this.shard = shard;
        this.room = room;
        statistics = new Statistics(spec);
        try {
            for (Split split : spec.presentSplits()) {
                if (shard.number() == 0 || room.of(split) > 0) {
                    Path file = directory.resolve(shard.file(split).name());
                    files.put(split, new NpzWriter(file, SplitFile.membersOf(spec)));
                    tables.put(split, new OpenTables(spec, shard.file(split), directory));
                }
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Writes all images of the shard, and forces the files to the disk.
     *
     * @param progress counts the images, by split
     */
    public WrittenShard write(Chunks chunks, Progress progress) throws IOException, StoppedException {
        ends.add(ends());
        long end = Math.min(shard.endChunk(), Chunk.mostFor(spec.allImages()));
        for (long chunk = shard.firstChunk(); chunk < end && !room.isEmpty(); chunk++) {
            progress.checkStop();
            append(chunks.next(room), progress);
        }
        return finish(progress);
    }

    private void append(FinishedChunk chunk, Progress progress) throws IOException {
        long[] counts = new long[spec.presentSplits().size()];
        for (Map.Entry<Split, NpzWriter> each : files.entrySet()) {
            Split split = each.getKey();
            ChunkPart part = chunk.parts().of(split);
            for (int column = 0; column < part.segments().size(); column++) {
                each.getValue().append(column, part.segments().get(column));
            }
            tablesOf(split).append(part.tables());
            if (part.count() > 0) {
                statistics.of(split).merge(chunk.statistics().of(split));
            }
            counts[split.column()] = part.count();
            progress.advance(split.label(), part.count());
        }
        images.add(counts);
        ends.add(ends());
        room = room.without(chunk.parts());
    }

    private OpenTables tablesOf(Split split) {
        return Objects.requireNonNull(tables.get(split), "each file has tables, or none");
    }

    /** Where the elements of each array of each split end so far, counted from where the array begins. */
    private long[] ends() {
        int arrays = ImageArray.of(spec).size();
        long[] row = new long[spec.presentSplits().size() * arrays];
        files.forEach((split, file) -> {
            List<NpzMember.Written> written = file.written();
            for (int array = 0; array < arrays; array++) {
                row[split.column() * arrays + array] = written.get(array).compressedLength();
            }
        });
        return row;
    }

    private WrittenShard finish(Progress progress) throws IOException, StoppedException {
        int arrays = ImageArray.of(spec).size();
        for (Map.Entry<Split, NpzWriter> each : files.entrySet()) {
            Split split = each.getKey();
            NpzWriter file = each.getValue();
            file.finish(statistics.of(split).images(), progress);
            file.deleteSpools();
            tablesOf(split).finish();
            tablesOf(split).deleteSpools();
            long[] begins = file.dataOffsets();
            for (long[] row : ends) {
                for (int array = 0; array < arrays; array++) {
                    row[split.column() * arrays + array] += begins[array];
                }
            }
        }
        return new WrittenShard(
                new ShardChunks(images.toArray(long[][]::new), ends.toArray(long[][]::new)),
                PerSplit.of(spec.presentSplits(), split -> statistics.of(split).save()));
    }

    /** Releases the files; what was not finished is neither archive nor table. */
    @Override
    public void close() throws IOException {
        List<Closeable> open = new ArrayList<>(files.values());
        open.addAll(tables.values());
        Closing.all(open);
    }
}
