package io.atomicdatasets.pipeline;

import io.atomicdatasets.check.ShardReader;
import io.atomicdatasets.dataset.ChunkLine;
import io.atomicdatasets.dataset.Room;
import io.atomicdatasets.dataset.ShardChunkMaker;
import io.atomicdatasets.layout.Shard;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All cores, for shards: each worker makes whole ones as long as there are enough for all of them; of the rest all workers make
 * one after the other together, chunk by chunk.
 */
final class ShardWorkers implements AutoCloseable {
    private final DatasetSpec spec;
    private final int threads;
    private final Progress progress;
    private final ShardReader reader;
    private final ShardMaker maker;
    private final ExecutorService workers;
    private @Nullable ChunkLine line;
    private volatile boolean isBroken;

    ShardWorkers(DatasetSpec spec, int threads, ShardDirectory directory, Progress progress) {
        this.spec = spec;
        this.threads = threads;
        this.progress = progress;
        reader = new ShardReader(spec, threads, this::stopWished);
        maker = new ShardMaker(spec, directory, reader, progress);
        workers = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "shard");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** A shard to be made, and how many images each split still wants. */
    record Task(Shard shard, Room wanted) {}

    private boolean stopWished() {
        return isBroken || progress.stopWished();
    }

    /**
     * Makes these shards.
     *
     * @param made told of each as soon as it stands, from any thread
     */
    void make(List<Task> tasks, Consumer<ShardRecord> made)
            throws IOException, StoppedException, DatasetFailedException {
        int together = tasks.size() / threads * threads;
        Queue<ShardChunkMaker> makers = new ConcurrentLinkedQueue<>();
        sideBySide(tasks.subList(0, together), task -> {
            ShardChunkMaker idle = makers.poll();
            ShardChunkMaker chunks = (idle == null ? new ShardChunkMaker(spec) : idle)
                    .startingAt(task.shard().firstChunk());
            made.accept(maker.make(task.shard(), task.wanted(), room -> {
                if (stopWished()) {
                    throw new StoppedException();
                }
                return chunks.next(room);
            }));
            makers.add(chunks);
        });
        for (Task task : tasks.subList(together, tasks.size())) {
            made.accept(
                    maker.make(task.shard(), task.wanted(), lineAt(task.shard().firstChunk())::next));
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
        ChunkLine fresh = new ChunkLine(spec, threads);
        fresh.startAt(chunk);
        line = fresh;
        return fresh;
    }

    /** Work of which any may fail. */
    @FunctionalInterface
    interface Failing<T> {
        void on(T item) throws IOException, StoppedException, DatasetFailedException;
    }

    /** Does something with each item, on all workers; when one fails the others stop soon. */
    <T> void sideBySide(List<T> items, Failing<T> work) throws IOException, StoppedException, DatasetFailedException {
        Queue<T> left = new ConcurrentLinkedQueue<>(items);
        Queue<Future<?>> underWay = new ArrayDeque<>();
        for (int worker = 0; worker < Math.min(threads, items.size()); worker++) {
            underWay.add(workers.submit(() -> {
                try {
                    for (T item = left.poll(); item != null && !isBroken; item = left.poll()) {
                        work.on(item);
                    }
                    return null;
                } catch (IOException | StoppedException | DatasetFailedException | RuntimeException | Error e) {
                    isBroken = true;
                    throw e;
                }
            }));
        }
        List<Throwable> failures = new ArrayList<>();
        while (!underWay.isEmpty()) {
            await(underWay.remove(), failures);
        }
        throwFirst(failures);
    }

    private void await(Future<?> work, List<Throwable> failures) {
        boolean interrupted = false;
        while (!work.isDone()) {
            try {
                work.get();
            } catch (InterruptedException e) {
                interrupted = true;
                progress.stop(); // whoever interrupts a run wants it to stop; the workers still need their files
            } catch (ExecutionException e) {
                break;
            }
        }
        try {
            work.get();
        } catch (ExecutionException e) {
            failures.add(e.getCause());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first failure that is one, and not the stop that came of another. */
    private void throwFirst(List<Throwable> failures) throws IOException, StoppedException, DatasetFailedException {
        Throwable first = null;
        for (Throwable each : failures) {
            first = first == null || first instanceof StoppedException ? each : first;
        }
        if (first instanceof IOException failure) {
            throw failure;
        }
        if (first instanceof StoppedException stopped) {
            throw stopped;
        }
        if (first instanceof DatasetFailedException failed) {
            throw failed;
        }
        if (first instanceof Error error) {
            throw error;
        }
        if (first != null) {
            throw new IllegalStateException("a shard could not be made", first);
        }
    }

    @Override
    public void close() {
        isBroken = true;
        if (line != null) {
            line.close();
        }
        workers.shutdown();
        boolean interrupted = false;
        while (!workers.isTerminated()) {
            try {
                workers.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        reader.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
