package io.atomicdatasets.dataset;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.atomicdatasets.npy.Dtype;
import io.atomicdatasets.npy.NpyHeader;
import io.atomicdatasets.npy.NpzWriter;
import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.Split;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes {@code chunks.npy}: how many images each chunk gave to each split, uint32 (chunks, 3) in the order train, val,
 * test. The number of rows is known at the end, so the rows are spooled.
 */
public final class ChunkCounts implements Closeable {
    /** The file's name in a dataset's directory. */
    public static final String FILE_NAME = "chunks.npy";

    private static final int ROW_BYTES = Split.COUNT * Integer.BYTES;
    private static final int ROWS_BUFFERED = 1024;

    private final Path path;
    private final Path spoolPath;
    private final FileChannel spool;
    private final ByteBuffer rows =
            ByteBuffer.allocate(ROWS_BUFFERED * ROW_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long chunks;
    private boolean finished;

    ChunkCounts(Path directory) throws IOException {
        path = directory.resolve(FILE_NAME);
        spoolPath = directory.resolve(FILE_NAME + NpzWriter.SPOOL_ENDING);
        spool = FileChannel.open(spoolPath, CREATE_NEW, READ, WRITE);
    }

    /** Goes on behind the rows of so many chunks that another writer left. */
    ChunkCounts(Path directory, long chunks) throws IOException {
        path = directory.resolve(FILE_NAME);
        spoolPath = directory.resolve(FILE_NAME + NpzWriter.SPOOL_ENDING);
        spool = FileChannel.open(spoolPath, READ, WRITE);
        this.chunks = chunks;
        if (spool.size() < chunks * ROW_BYTES) {
            spool.close();
            throw new IOException(FILE_NAME + " is shorter than it was known to be");
        }
        spool.truncate(chunks * ROW_BYTES);
        spool.position(chunks * ROW_BYTES);
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
    void finish() throws IOException {
        flush();
        try (FileChannel file = FileChannel.open(path, CREATE_NEW, WRITE)) {
            ByteBuffer header = ByteBuffer.wrap(
                    NpyHeader.of(Dtype.UINT32, chunks, Split.COUNT).toBytes());
            while (header.hasRemaining()) {
                file.write(header);
            }
            for (long moved = 0; moved < spool.size(); ) {
                moved += spool.transferTo(moved, spool.size() - moved, file);
            }
            file.force(true);
        }
        finished = true;
    }

    /** Forces all rows to the disk that were there at the last {@link #flush}; from any thread. */
    void force() throws IOException {
        spool.force(true);
    }

    /** Moves the rows that wait in memory into the spool. */
    void flush() throws IOException {
        rows.flip();
        while (rows.hasRemaining()) {
            spool.write(rows);
        }
        rows.clear();
    }

    @Override
    public void close() throws IOException {
        spool.close();
        if (finished) {
            Files.deleteIfExists(spoolPath);
        }
    }
}
