package io.atomicdatasets.check;

import io.atomicdatasets.parallel.Workers;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** Readers of chunks, whose number bounds the memory and how many chunks are read at once, and the workers who use them. */
final class ChunkReaders {
    private final Workers workers;
    private final BlockingQueue<ChunkReader> free;
    private final BooleanSupplier stopWished;

    private ChunkReaders(Workers workers, BlockingQueue<ChunkReader> free, BooleanSupplier stopWished) {
        this.workers = workers;
        this.free = free;
        this.stopWished = stopWished;
    }

    /**
     * Readers for so many workers, and one to be given out meanwhile.
     *
     * @param stopWished looked at before each chunk; when it is true, reading ends with a {@link StoppedException}
     */
    static ChunkReaders of(DatasetSpec spec, Workers workers, int threads, BooleanSupplier stopWished) {
        BlockingQueue<ChunkReader> free = new ArrayBlockingQueue<>(threads + 1);
        while (free.remainingCapacity() > 0) {
            free.add(new ChunkReader(spec));
        }
        return new ChunkReaders(workers, free, stopWished);
    }

    /** The same readers, used by other workers. */
    ChunkReaders usedBy(Workers others) {
        return new ChunkReaders(others, free, stopWished);
    }

    /** What is done with a reader. */
    @FunctionalInterface
    interface Use<T> {
        T with(ChunkReader reader) throws IOException, StoppedException;
    }

    /** Has a worker use a reader; waits until one is at rest. */
    <T> Future<T> submit(Use<T> use) throws StoppedException {
        checkStop();
        ChunkReader reader;
        try {
            reader = free.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException();
        }
        return workers.submit(() -> {
            try {
                checkStop();
                return use.with(reader);
            } finally {
                free.add(reader);
            }
        });
    }

    boolean stopWished() {
        return stopWished.getAsBoolean();
    }

    private void checkStop() throws StoppedException {
        if (stopWished()) {
            throw new StoppedException();
        }
    }
}
