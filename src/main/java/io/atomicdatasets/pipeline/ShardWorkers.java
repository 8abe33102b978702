package io.atomicdatasets.pipeline;

import io.atomicdatasets.check.ShardReader;
import io.atomicdatasets.dataset.ChunkLine;
import io.atomicdatasets.dataset.ShardChunkMaker;
import io.atomicdatasets.parallel.Workers;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All cores, for shards: each worker makes whole ones, and reads them back, as long as there are enough for all of them; of the
 * rest all workers make one after the other together, chunk by chunk.
 */
final class ShardWorkers implements ShardMakers {
    private static final Logger LOG = System.getLogger(ShardWorkers.class.getName());

    private final DatasetSpec spec;
    private final ShardDirectory directory;
    private final long trusted;
    private final int threads;
    private final Progress progress;
    private final Workers workers;
    private final SideBySide sideBySide;
    private final ShardMaker maker;
    private @Nullable ChunkLine line;

    /**
     * Workers for the shards of a dataset.
     *
     * @param directory where shards stand
     * @param trusted the number of the first shard whose files are looked at before they are taken; somebody looked at those
     *     before it
     * @param threads how many there are, at least 1
     */
    ShardWorkers(DatasetSpec spec, ShardDirectory directory, long trusted, int threads, Progress progress) {
        this.spec = spec;
        this.directory = directory;
        this.trusted = trusted;
        this.progress = progress;
        this.threads = threads;
        workers = new Workers(threads, "shard-worker");
        sideBySide = new SideBySide(workers, threads, progress);
        maker = new ShardMaker(spec, directory, new ShardReader(spec, threads, sideBySide::stopWished), progress);
    }

    @Override
    public void lookAround(Consumer<ShardRecord> found) throws IOException, StoppedException, DatasetFailedException {
        Set<Long> whole = ConcurrentHashMap.newKeySet();
        sideBySide.each(List.copyOf(directory.numbers()), number -> {
            try {
                Optional<ShardRecord> record = directory.read(number);
                if (record.isPresent()) {
                    if (number >= trusted) {
                        directory.requireFiles(record.get(), progress);
                    }
                    whole.add(number);
                    found.accept(record.get());
                }
            } catch (UnfitRecordException e) {
                LOG.log(Level.WARNING, "shard {0} is made again: {1}", number, e.getMessage());
            }
        });
        directory.keepOnly(whole::contains);
    }

    @Override
    public void make(List<ShardTask> tasks, Consumer<ShardRecord> made)
            throws IOException, StoppedException, DatasetFailedException {
        int apart = tasks.size() / threads * threads;
        Queue<ShardChunkMaker> makers = new ConcurrentLinkedQueue<>();
        sideBySide.each(tasks.subList(0, apart), task -> {
            ShardChunkMaker idle = makers.poll();
            ShardChunkMaker chunks = (idle == null ? new ShardChunkMaker(spec) : idle)
                    .startingAt(task.shard().firstChunk());
            made.accept(maker.make(task, Workers.none(), room -> {
                if (sideBySide.stopWished()) {
                    throw new StoppedException();
                }
                return chunks.next(room);
            }));
            makers.add(chunks);
        });
        for (ShardTask task : tasks.subList(apart, tasks.size())) {
            made.accept(maker.make(task, workers, lineAt(task.shard().firstChunk())::next));
        }
    }

    /** Chunks from this one on, made by all workers; those that are under way go on. */
    private ChunkLine lineAt(long chunk) {
        ChunkLine last = line;
        if (last != null && last.isAt(chunk)) {
            return last;
        }
        if (last != null) {
            last.close();
        }
        ChunkLine fresh = new ChunkLine(spec, workers, threads);
        fresh.startAt(chunk);
        line = fresh;
        return fresh;
    }

    @Override
    public void close() {
        if (line != null) {
            line.close();
        }
        workers.close();
    }
}
