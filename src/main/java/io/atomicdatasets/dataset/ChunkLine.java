package io.atomicdatasets.dataset;

import io.atomicdatasets.layout.Chunk;
import io.atomicdatasets.parallel.Workers;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Chunks made on all cores and handed out in order.
 *
 * <p>Assumes one thread that takes chunks. Guarantees that no more than a window of chunks is under way or waiting, so
 * that memory does not grow with their number, however fast the workers or slow the disk; and that what is handed out
 * does not depend on which worker finished first.
 */
public final class ChunkLine implements AutoCloseable {
    /** Finished chunks that may wait while a slower one before them is made. */
    private static final int AHEAD = 4;

    private final DatasetSpec spec;
    private final Workers workers;
    private final int window;
    private final boolean endsWorkers;
    private final Deque<Future<FinishedChunk>> underWay = new ArrayDeque<>();
    /** Makers at rest; whoever makes a chunk takes one, or a new one when all are in use. */
    private final Queue<ChunkMaker> makers = new ConcurrentLinkedQueue<>();

    /** Memory of chunks that were taken in. */
    private final Queue<ChunkMemory> memories = new ConcurrentLinkedQueue<>();

    private @Nullable FinishedChunk handedOut;
    private long nextIndex;
    private volatile boolean closed;

    /** A line with {@code threads} workers of its own. */
    public ChunkLine(DatasetSpec spec, int threads) {
        this(spec, new Workers(threads, "chunk-worker"), threads + AHEAD, true);
    }

    /** A line whose chunks are made by these workers, {@code threads} of them, who have other work too. */
    public ChunkLine(DatasetSpec spec, Workers workers, int threads) {
        this(spec, workers, threads + AHEAD, false);
    }

    ChunkLine(DatasetSpec spec, Workers workers, int window, boolean endsWorkers) {
        this.spec = spec;
        this.workers = workers;
        this.window = window;
        this.endsWorkers = endsWorkers;
    }

    /** Whether the chunk that is handed out next is this one. */
    public boolean isAt(long index) {
        return nextIndex - underWay.size() == index;
    }

    /** Who makes the chunks. */
    Workers workers() {
        return workers;
    }

    /** Skips the chunks before this one; called before the first is taken. */
    public void startAt(long index) {
        nextIndex = index;
    }

    /**
     * The next chunk, of which each split has no more images than there is room for. It is valid until the next is asked
     * for, which may be made in its memory.
     */
    public FinishedChunk next(Room room) throws StoppedException {
        if (handedOut != null) {
            memories.add(handedOut.memory());
            handedOut = null;
        }
        while (underWay.isEmpty() || (underWay.size() < window && isWorthStarting(room))) {
            Chunk chunk = new Chunk(nextIndex++);
            underWay.add(workers.submit(() -> make(chunk, room)));
        }
        FinishedChunk finished = await(underWay.remove()).without(room);
        // It was started when there was more room: where a split becomes full inside it, it is cut by making it again.
        handedOut = room.holds(finished) ? finished : make(finished.chunk(), room, finished.memory());
        return handedOut;
    }

    /** A small dataset does not keep all cores busy with chunks that it will hardly need. */
    private boolean isWorthStarting(Room room) {
        if (new Chunk(nextIndex).first() < 2 * spec.allImages()) {
            return true;
        }
        double share = (double) underWay.size() / (nextIndex - underWay.size()); // of what is known, that is under way
        for (Split split : spec.presentSplits()) {
            if (room.of(split) > share * (spec.count(split) - room.of(split))) {
                return true; // those under way will hardly fill it
            }
        }
        return false;
    }

    /** Leaves the chunks unmade that nobody will take, so that the workers are free for other work; none is taken after that. */
    void dropRest() {
        closed = true;
    }

    private FinishedChunk make(Chunk chunk, Room room) throws StoppedException {
        ChunkMemory free = memories.poll();
        return make(chunk, room, free == null ? ChunkMemory.of(spec) : free);
    }

    private FinishedChunk make(Chunk chunk, Room room, ChunkMemory memory) throws StoppedException {
        if (closed) {
            throw new StoppedException();
        }
        ChunkMaker idle = makers.poll();
        ChunkMaker maker = idle == null ? new ChunkMaker(spec) : idle;
        try {
            return maker.make(chunk, room, memory);
        } finally {
            makers.add(maker);
        }
    }

    private static FinishedChunk await(Future<FinishedChunk> chunk) throws StoppedException {
        try {
            return Workers.result(chunk);
        } catch (IOException e) {
            throw new IllegalStateException("chunks are made without any file", e);
        }
    }

    /** Lets the chunks under way finish, and drops the others. */
    @Override
    public void close() {
        closed = true;
        underWay.forEach(Workers::await);
        if (endsWorkers) {
            workers.close();
        }
    }
}
