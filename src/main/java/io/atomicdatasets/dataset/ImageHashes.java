package io.atomicdatasets.dataset;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.disk.StaleCheckpointException;
import io.atomicdatasets.layout.SplitFile;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The hashes of a split's images, 8 bytes each, spooled so that different images can be counted exactly in memory that
 * does not grow with their number.
 *
 * <p>The lowest byte of an entry is the label, so that one set counts the images of every label. What is left of the
 * hash is 56 bits: among {@link SplitFile#MOST_COUNTED_EXACTLY} images two different ones collide with a probability below 0.001.
 */
final class ImageHashes implements Closeable {
    static final int LABELS = 256;
    static final int LABEL_BITS = 8;
    private static final int BUFFERED = 8192;
    /** The spool is read once for each value of the entries' highest bits, so many that about 2^20 share one. */
    private static final int PARTITION = 1 << 20;

    private final Path path;
    private final FileChannel spool;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFERED * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long count;

    /** An empty spool in a file that must not exist. */
    ImageHashes(Path file) throws IOException {
        path = file;
        spool = FileChannel.open(file, CREATE_NEW, READ, WRITE);
    }

    /**
     * Goes on behind the first {@code count} hashes that another writer left.
     *
     * @throws StaleCheckpointException if they are not there
     */
    ImageHashes(Path file, long count) throws IOException {
        path = file;
        try {
            spool = FileChannel.open(file, READ, WRITE);
        } catch (NoSuchFileException e) {
            throw new StaleCheckpointException(file.getFileName() + " is missing");
        }
        try {
            if (spool.size() < count * Long.BYTES) {
                throw new StaleCheckpointException(file.getFileName() + " has fewer than " + count + " hashes");
            }
            spool.truncate(count * Long.BYTES);
            spool.position(count * Long.BYTES);
        } catch (IOException e) {
            spool.close();
            throw e;
        }
        this.count = count;
    }

    /** The entry of an image. */
    static long entry(long hash, int label) {
        return (hash & -LABELS) | label;
    }

    /** Appends the first {@code number} of these entries. */
    void append(long[] entries, int number) throws IOException {
        for (int i = 0; i < number; i++) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            buffer.putLong(entries[i]);
        }
        count += number;
    }

    /** How many were appended. */
    long count() {
        return count;
    }

    /** Moves what waits in memory into the spool. */
    void flush() throws IOException {
        Durable.writeFully(spool, buffer.flip());
        buffer.clear();
    }

    /** Forces everything to the disk that was there at the last {@link #flush}; from any thread. */
    void force() throws IOException {
        spool.force(true);
    }

    /** Into how many partitions the different images are to be counted, once everything is {@link #flush flushed}. */
    int partitions() {
        return 1 << partitionBits();
    }

    private int partitionBits() {
        return Long.SIZE - Long.numberOfLeadingZeros(count / PARTITION);
    }

    /** Counts the different images of a partition, in all and of each label; from any thread. */
    DistinctCounts distinct(int partition, DistinctEntries entries, Progress progress)
            throws IOException, StoppedException {
        int bits = partitionBits();
        ByteBuffer read = ByteBuffer.allocate(BUFFERED * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        entries.clear();
        for (long first = 0; first < count; first += BUFFERED) {
            progress.checkStop();
            int number = read(first, read);
            for (int i = 0; i < number; i++) {
                long entry = read.getLong(i * Long.BYTES);
                if (bits == 0 || entry >>> (Long.SIZE - bits) == partition) {
                    entries.add(entry);
                }
            }
        }
        return entries.counts();
    }

    /** Reads the entries from this one on, as many as the buffer holds; gives their number. */
    private int read(long first, ByteBuffer into) throws IOException {
        int wanted = (int) Math.min(BUFFERED, count - first);
        into.clear().limit(wanted * Long.BYTES);
        while (into.hasRemaining()) {
            if (spool.read(into, first * Long.BYTES + into.position()) < 0) {
                throw new EOFException(path.getFileName() + " is shorter than what was written");
            }
        }
        return wanted;
    }

    /** Deletes the spool; it cannot be gone on with after that. */
    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
