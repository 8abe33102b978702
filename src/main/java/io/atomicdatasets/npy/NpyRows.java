package io.atomicdatasets.npy;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.disk.StaleCheckpointException;
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
 * Writes a .npy file of integers whose rows are counted at the end: they are spooled beside it, because its head tells how many
 * they are.
 *
 * <p>For one thread at a time, but for {@link #force}. Until {@link #deleteSpool}, it can be gone on with behind any row that
 * was forced.
 */
public final class NpyRows implements Closeable {
    private static final int BUFFER = 1 << 14;

    private final Path path;
    private final Path spoolPath;
    private final NpyHeader row;
    private final FileChannel spool;
    private final ByteBuffer waiting;
    private long rows;

    /**
     * Creates the spool, which must not exist.
     *
     * @param path the .npy file, which is made when the rows are {@link #finish finished}
     * @param row type and shape of a row
     */
    public NpyRows(Path path, NpyHeader row) throws IOException {
        this(path, row, FileChannel.open(spoolOf(path), CREATE_NEW, READ, WRITE));
    }

    /**
     * Goes on behind the first rows that another writer left.
     *
     * @throws StaleCheckpointException if they are not there
     */
    public NpyRows(Path path, NpyHeader row, long rows) throws IOException {
        this(path, row, reopen(spoolOf(path), rows * row.dataBytes()));
        this.rows = rows;
    }

    private NpyRows(Path path, NpyHeader row, FileChannel spool) {
        this.path = path;
        this.spoolPath = spoolOf(path);
        this.row = row;
        this.spool = spool;
        waiting = ByteBuffer.allocate(Math.max(1, BUFFER / rowBytes()) * rowBytes())
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private static FileChannel reopen(Path spool, long bytes) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(spool, READ, WRITE);
        } catch (NoSuchFileException e) {
            throw new StaleCheckpointException(spool.getFileName() + " is missing");
        }
        try {
            if (channel.size() < bytes) {
                throw new StaleCheckpointException(
                        spool.getFileName() + " has " + channel.size() + " bytes, not " + bytes);
            }
            channel.truncate(bytes);
            channel.position(bytes);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static Path spoolOf(Path path) {
        return path.resolveSibling(path.getFileName() + NpzWriter.SPOOL_ENDING);
    }

    /** Bytes of the finished file of so many rows. */
    public static long sizeInBytes(NpyHeader row, long rows) {
        NpyHeader header = row.repeated(rows);
        return header.toBytes().length + header.dataBytes();
    }

    private int rowBytes() {
        return Math.toIntExact(row.dataBytes());
    }

    private int columns() {
        return rowBytes() / row.dtype().bytes();
    }

    /** How many rows there are. */
    public long rows() {
        return rows;
    }

    /** Appends a row. */
    public void append(long... numbers) throws IOException {
        if (numbers.length != columns()) {
            throw new IllegalArgumentException(numbers.length + " numbers are no row of " + row.shape());
        }
        for (long number : numbers) {
            put(waiting, number);
        }
        rows++;
        if (!waiting.hasRemaining()) {
            flush();
        }
    }

    /** Writes the file and forces it to the disk. */
    public void finish(Progress progress) throws IOException, StoppedException {
        finish(new long[columns()], progress);
    }

    /**
     * Writes the file and forces it to the disk.
     *
     * @param bases what is added to the numbers of each column
     */
    public void finish(long[] bases, Progress progress) throws IOException, StoppedException {
        flush();
        try (FileChannel file = FileChannel.open(path, CREATE_NEW, WRITE)) {
            Durable.writeFully(file, ByteBuffer.wrap(row.repeated(rows).toBytes()));
            ByteBuffer in = ByteBuffer.allocate(waiting.capacity()).order(ByteOrder.LITTLE_ENDIAN);
            for (long at = 0; at < rows * rowBytes(); at += in.limit()) {
                progress.checkStop();
                in.clear().limit((int) Math.min(in.capacity(), rows * rowBytes() - at));
                read(in, at);
                for (int column = 0; in.hasRemaining(); column = (column + 1) % bases.length) {
                    put(waiting, get(in) + bases[column]);
                }
                Durable.writeFully(file, waiting.flip());
                waiting.clear();
            }
            file.force(true);
        }
    }

    private void read(ByteBuffer in, long at) throws IOException {
        while (in.hasRemaining()) {
            if (spool.read(in, at + in.position()) < 0) {
                throw new EOFException(spoolPath.getFileName() + " ends after " + (at + in.position()) + " of "
                        + rows * rowBytes() + " bytes");
            }
        }
        in.flip();
    }

    private void put(ByteBuffer out, long number) {
        if (row.dtype().bytes() == Integer.BYTES) {
            out.putInt((int) number);
        } else {
            out.putLong(number);
        }
    }

    private long get(ByteBuffer in) {
        return row.dtype().bytes() == Integer.BYTES ? Integer.toUnsignedLong(in.getInt()) : in.getLong();
    }

    /** Deletes what is in the finished file twice; it cannot be gone on with after that. */
    public void deleteSpool() throws IOException {
        Files.deleteIfExists(spoolPath);
    }

    /** Moves the rows that wait in memory into the spool. */
    public void flush() throws IOException {
        waiting.flip();
        Durable.writeFully(spool, waiting);
        waiting.clear();
    }

    /** Forces all rows to the disk that were there at the last {@link #flush}; from any thread. */
    public void force() throws IOException {
        spool.force(true);
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
