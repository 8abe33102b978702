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
import java.util.Arrays;

/**
 * The hashes of a split's images, 8 bytes each, spooled so that different images can be counted exactly in memory that
 * does not grow with their number.
 *
 * <p>The lowest byte of an entry is the label, so that one sort counts the images of every label. What is left of the
 * hash is 56 bits: among {@link SplitFile#MOST_COUNTED_EXACTLY} images two different ones collide with a probability below 0.001.
 */
final class ImageHashes implements Closeable {
    private static final int LABELS = 256;
    private static final int LABEL_BITS = 8;
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

    /** How many different images there are, in all and of each label. */
    DistinctCounts distinct(Progress progress) throws IOException, StoppedException {
        flush();
        int bits = Long.SIZE - Long.numberOfLeadingZeros(count / PARTITION);
        Counting counting = new Counting();
        long[] partition = new long[(int) (count >>> bits) + BUFFERED];
        for (int highest = 0; highest < 1 << bits; highest++) {
            int size = 0;
            for (long at = 0; at < count; ) {
                progress.checkStop();
                int read = read(at);
                for (int i = 0; i < read; i++) {
                    long entry = buffer.getLong(i * Long.BYTES);
                    if (bits == 0 || entry >>> (Long.SIZE - bits) == highest) {
                        partition = size < partition.length ? partition : Arrays.copyOf(partition, 2 * size);
                        partition[size++] = entry;
                    }
                }
                at += read;
            }
            Arrays.sort(partition, 0, size);
            counting.add(partition, size);
        }
        buffer.clear();
        return counting.counts();
    }

    /** Counts entries that come in order. */
    private static final class Counting {
        private final Long[] byLabel = new Long[LABELS];
        private long images;

        Counting() {
            Arrays.fill(byLabel, 0L);
        }

        void add(long[] sorted, int size) {
            for (int i = 0; i < size; i++) {
                if (i == 0 || sorted[i] != sorted[i - 1]) {
                    byLabel[(int) sorted[i] & LABELS - 1]++;
                    images += i == 0 || sorted[i] >>> LABEL_BITS != sorted[i - 1] >>> LABEL_BITS ? 1 : 0;
                }
            }
        }

        DistinctCounts counts() {
            return new DistinctCounts(images, Arrays.asList(byLabel));
        }
    }

    /** Reads the entries from this one on into the buffer, as many as it holds; gives their number. */
    private int read(long first) throws IOException {
        int wanted = (int) Math.min(BUFFERED, count - first);
        buffer.clear().limit(wanted * Long.BYTES);
        while (buffer.hasRemaining()) {
            if (spool.read(buffer, first * Long.BYTES + buffer.position()) < 0) {
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
