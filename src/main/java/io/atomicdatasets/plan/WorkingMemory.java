package io.atomicdatasets.plan;

import io.atomicdatasets.layout.Chunk;
import io.atomicdatasets.layout.ImageArray;
import io.atomicdatasets.spec.Compression;
import io.atomicdatasets.spec.DatasetSpec;

/**
 * The memory that a run takes, whatever its number of images, and how many workers the heap has room for. The factors were
 * measured, as the smallest heaps in which runs end.
 *
 * @param rawChunkBytes of a chunk of images as arrays
 * @param stored whether finished chunks wait as they are, or compressed
 */
public record WorkingMemory(long rawChunkBytes, boolean stored) {
    private static final long BASE = 64L << 20; // classes, the picture, buffers that do not depend on the request
    private static final double CHUNKS_PER_WORKER = 1.25; // its own, a little larger, and what it is compressed in
    private static final double CHUNKS_WAITING = 1.1;
    private static final int WAITING_BESIDE = 5; // as many finished chunks more than workers may wait
    private static final double SHARE_OF_HEAP = 0.9;

    /** The memory of a dataset's run. */
    public static WorkingMemory of(DatasetSpec spec) {
        long bytesPerImage = ImageArray.of(spec).stream()
                .mapToLong(array -> array.bytesPerImage(spec.recipe()))
                .sum();
        return new WorkingMemory(Chunk.SIZE * bytesPerImage, spec.fileOptions().compression() == Compression.STORED);
    }

    /** Bytes of heap that a run with so many workers takes. */
    public long bytes(int workers) {
        double chunks = CHUNKS_PER_WORKER * (workers + 1) + (stored ? CHUNKS_WAITING * (workers + WAITING_BESIDE) : 0);
        return BASE + (long) (chunks * rawChunkBytes);
    }

    /** As many workers as are wished, or as the heap has room for, but at least one. */
    public int workers(int wished, long heapBytes) {
        int workers = wished;
        while (workers > 1 && bytes(workers) > SHARE_OF_HEAP * heapBytes) {
            workers--;
        }
        return workers;
    }

    /** As many workers as are wished, or as this process has room for, but at least one. */
    public int workers(int wished) {
        return workers(wished, Runtime.getRuntime().maxMemory());
    }

    /**
     * Refuses a run that this process has no room for, with however few workers.
     *
     * @throws TooLittleMemoryException with what is needed and what there is
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
