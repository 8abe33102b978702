package io.atomicdatasets.dataset;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.npy.Dtype;
import io.atomicdatasets.npy.NpyHeader;
import io.atomicdatasets.npy.NpzWriter;
import io.atomicdatasets.npy.StaleCheckpointException;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.Split;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Writes {@code chunks.npy}: how many images each chunk gave to each split, uint32 (chunks, 3) in the order train, val,
 * test. The number of rows is known at the end, so the rows are spooled.
 */
public final class ChunkCounts implements Closeable {
    private static final int ROW_BYTES = Split.COUNT * Integer.BYTES;
    private static final int ROWS_BUFFERED = 1024;

    private final Path path;
    private final Path spoolPath;
    private final FileChannel spool;
    private final ByteBuffer rows =
            ByteBuffer.allocate(ROWS_BUFFERED * ROW_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long chunks;

    ChunkCounts(Path directory) throws IOException {
        path = directory.resolve(FileNames.CHUNKS);
        spoolPath = spoolIn(directory);
        spool = FileChannel.open(spoolPath, CREATE_NEW, READ, WRITE);
    }

    /**
     * Goes on behind the rows of so many chunks that another writer left.
     *
     * @throws StaleCheckpointException if they are not there
     */
    ChunkCounts(Path directory, long chunks) throws IOException {
        path = directory.resolve(FileNames.CHUNKS);
        spoolPath = spoolIn(directory);
        try {
            spool = FileChannel.open(spoolPath, READ, WRITE);
        } catch (NoSuchFileException e) {
            throw new StaleCheckpointException(spoolPath.getFileName() + " is missing");
        }
        this.chunks = chunks;
        try {
            if (spool.size() < chunks * ROW_BYTES) {
                throw new StaleCheckpointException(
                        spoolPath.getFileName() + " has " + spool.size() + " bytes, not " + chunks * ROW_BYTES);
            }
            spool.truncate(chunks * ROW_BYTES);
            spool.position(chunks * ROW_BYTES);
        } catch (IOException e) {
            spool.close();
            throw e;
        }
    }

    private static Path spoolIn(Path directory) {
        return directory.resolve(FileNames.CHUNKS + NpzWriter.SPOOL_ENDING);
    }

    /** Bytes of the finished file of so many chunks. */
    static long sizeInBytes(long chunks) {
        NpyHeader header = NpyHeader.of(Dtype.UINT32, chunks, Split.COUNT);
        return header.toBytes().length + header.dataBytes();
    }

    /** How many chunks were counted. */
    long chunks() {
        return chunks;
    }

    void append(PerSplit<ChunkPart> parts) throws IOException {
        for (ChunkPart part : parts.all()) {
            rows.putInt(part.count());
        }
        chunks++;
        if (!rows.hasRemaining()) {
            flush();
        }
    }

    /** Writes the file and forces it to the disk. */
    void finish(Progress progress) throws IOException, StoppedException {
        flush();
        try (FileChannel file = FileChannel.open(path, CREATE_NEW, WRITE)) {
            NpyHeader header = NpyHeader.of(Dtype.UINT32, chunks, Split.COUNT);
            Durable.writeFully(file, ByteBuffer.wrap(header.toBytes()));
            Durable.append(spoolPath.getFileName().toString(), spool, chunks * ROW_BYTES, file, progress);
            file.force(true);
        }
    }

    /** Deletes what is in the finished file twice; it cannot be gone on with after that. */
    void deleteSpool() throws IOException {
        Files.deleteIfExists(spoolPath);
    }

    /** Forces all rows to the disk that were there at the last {@link #flush}; from any thread. */
    void force() throws IOException {
        spool.force(true);
    }

    /** Moves the rows that wait in memory into the spool. */
    void flush() throws IOException {
        rows.flip();
        Durable.writeFully(spool, rows);
        rows.clear();
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
