package io.atomicdatasets.pipeline;

import io.atomicdatasets.check.ShardReader;
import io.atomicdatasets.dataset.ChunkLine;
import io.atomicdatasets.dataset.Room;
import io.atomicdatasets.dataset.ShardChunkMaker;
import io.atomicdatasets.layout.Shard;
import io.atomicdatasets.parallel.Workers;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All cores, for shards: each worker makes whole ones, and reads them back, as long as there are enough for all of them; of the
 * rest all workers make one after the other together, chunk by chunk.
 */
final class ShardWorkers implements AutoCloseable {
    private final DatasetSpec spec;
    private final int threads;
    private final Workers workers;
    private final SideBySide sideBySide;
    private final ShardMaker maker;
    private @Nullable ChunkLine line;

    ShardWorkers(DatasetSpec spec, int threads, ShardDirectory directory, Progress progress) {
        this.spec = spec;
        this.threads = threads;
        workers = new Workers(threads, "shard-worker");
        sideBySide = new SideBySide(workers, threads, progress);
        maker = new ShardMaker(spec, directory, new ShardReader(spec, threads, sideBySide::stopWished), progress);
    }

    /** A shard to be made, and how many images each split still wants. */
    record Task(Shard shard, Room wanted) {}

    /**
     * Makes these shards.
     *
     * @param made told of each as soon as it stands, from any thread
     */
    void make(List<Task> tasks, Consumer<ShardRecord> made)
            throws IOException, StoppedException, DatasetFailedException {
        int apart = tasks.size() / threads * threads;
        Queue<ShardChunkMaker> makers = new ConcurrentLinkedQueue<>();
        sideBySide.each(tasks.subList(0, apart), task -> {
            ShardChunkMaker idle = makers.poll();
            ShardChunkMaker chunks = (idle == null ? new ShardChunkMaker(spec) : idle)
                    .startingAt(task.shard().firstChunk());
            made.accept(maker.make(task.shard(), task.wanted(), Workers.none(), room -> {
                if (sideBySide.stopWished()) {
                    throw new StoppedException();
                }
                return chunks.next(room);
            }));
            makers.add(chunks);
        });
        for (Task task : tasks.subList(apart, tasks.size())) {
            made.accept(maker.make(
                    task.shard(), task.wanted(), workers, lineAt(task.shard().firstChunk())::next));
        }
    }

    /** Does something with each item, on all workers; when one fails the others stop soon. */
    <T> void sideBySide(List<T> items, SideBySide.Work<T> work)
            throws IOException, StoppedException, DatasetFailedException {
        sideBySide.each(items, work);
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
