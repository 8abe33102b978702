package io.atomicdatasets.plan;

import io.atomicdatasets.layout.Chunk;
import io.atomicdatasets.layout.ImageArray;
import io.atomicdatasets.layout.SplitTables;
import io.atomicdatasets.layout.TableFile;
import io.atomicdatasets.spec.Compression;
import io.atomicdatasets.spec.DatasetSpec;

/**
 * The heap that a run needs, which does not depend on its number of images, and how many workers fit into it. The factors were
 * measured as the smallest heaps in which runs succeed.
 *
 * @param rawChunkBytes bytes of the uncompressed arrays of one chunk
 * @param readerBytes bytes with which one chunk is read back
 * @param stored whether finished chunks wait uncompressed
 */
public record WorkingMemory(long rawChunkBytes, long readerBytes, boolean stored) {
    private static final long BASE = 64L << 20; // classes, the picture, one worker's readers, buffers
    private static final int CELLS_READ_AT_ONCE = 1 << 20;
    private static final long INFLATER = 1 << 18; // for each array
    private static final long COUNTS_OF_FACTORS = 1 << 18; // of each split
    private static final double CHUNKS_PER_WORKER = 1.25; // its arrays, and the buffers they are compressed into
    private static final double CHUNKS_WAITING = 1.1;
    private static final int WAITING_BESIDE = 5; // so many more finished chunks than workers may wait
    private static final double SHARE_OF_HEAP = 0.9;

    /** The memory for making a dataset. */
    public static WorkingMemory of(DatasetSpec spec) {
        long bytesPerImage = ImageArray.of(spec).stream()
                .mapToLong(array -> array.bytesPerImage(spec.recipe()))
                .sum();
        boolean stored = spec.fileOptions().compression() == Compression.STORED;
        long inflaters = stored ? 0 : INFLATER * ImageArray.of(spec).size();
        long counts = spec.division().holdOut().isPresent()
                ? COUNTS_OF_FACTORS * spec.presentSplits().size()
                : 0;
        return new WorkingMemory(
                Chunk.SIZE * (bytesPerImage + bytesOfObjects(spec)) + counts,
                CELLS_READ_AT_ONCE / spec.recipe().cells() * bytesPerImage + inflaters,
                stored);
    }

    /** An image's objects as rows of a table, where they are wanted. */
    private static long bytesOfObjects(DatasetSpec spec) {
        return !TableFile.Rows.of(spec).contains(TableFile.Rows.OBJECTS)
                ? 0
                : (long) spec.recipe().maxObjects()
                        * SplitTables.tableOf(spec, TableFile.Rows.OBJECTS).bytesPerRow();
    }

    /** Bytes of heap for a run with so many workers. */
    public long bytes(int workers) {
        double chunks = CHUNKS_PER_WORKER * (workers + 1) + (stored ? CHUNKS_WAITING * (workers + WAITING_BESIDE) : 0);
        return BASE + (long) (chunks * rawChunkBytes) + (workers - 1) * readerBytes;
    }

    /** The largest number of workers, from 1 to {@code wished}, that fits into the heap; 1 even if that does not fit. */
    public int workers(int wished, long heapBytes) {
        int workers = wished;
        while (workers > 1 && bytes(workers) > SHARE_OF_HEAP * heapBytes) {
            workers--;
        }
        return workers;
    }

    /** The same for the heap of this process. */
    public int workers(int wished) {
        return workers(wished, Runtime.getRuntime().maxMemory());
    }

    /**
     * Refuses a run for which the heap of this process is too small even with one worker.
     *
     * @throws TooLittleMemoryException with the bytes needed and available
     */
    public void requireRoom() throws TooLittleMemoryException {
        requireRoom(Runtime.getRuntime().maxMemory());
    }

    void requireRoom(long heapBytes) throws TooLittleMemoryException {
        if (bytes(1) > heapBytes) {
            throw new TooLittleMemoryException(bytes(1), heapBytes);
        }
    }
}
