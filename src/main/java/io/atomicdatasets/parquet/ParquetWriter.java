package io.atomicdatasets.parquet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.disk.StaleCheckpointException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes one Parquet file whose rows arrive chunk by chunk, as one {@link Page} a column; sixteen chunks are a row group.
 *
 * <p>Pages of the first column go straight into the file. Those of the others wait in a spool until the row group ends, and
 * what the footer says of row groups in a second one, so memory does not grow with the file. For one thread at a time. Until
 * {@link #deleteSpools}, another writer can go on from what {@link #written} told before.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/">The Parquet file format</a>
 */
public final class ParquetWriter implements Closeable {
    /** How the names of spools end. */
    public static final String SPOOL_ENDING = ".spool";

    /** How many chunks make a row group. */
    public static final int CHUNKS_PER_ROW_GROUP = 16;

    private static final byte[] MAGIC = "PAR1".getBytes(US_ASCII);
    private static final int TRAILER = Integer.BYTES + MAGIC.length;

    private final ParquetTable table;
    private final FileChannel file;
    private final PageSpool pageSpool;
    private final Path footerSpoolPath;
    private final FileChannel footerSpool;

    private OpenRowGroup rowGroup;
    private Written written;

    /**
     * How far a file is that still grows: all that another writer needs to go on with it.
     *
     * @param bytes in the file, up to the end of the last finished row group
     * @param rows in its finished row groups
     * @param rowGroups how many these are
     * @param footerBytes what the footer will say of them
     */
    public record Written(long bytes, long rows, int rowGroups, long footerBytes) {}

    /** Creates the file, which must not exist, and its spools. */
    public ParquetWriter(Path path, ParquetTable table) throws IOException {
        this(path, table, new Written(0, 0, 0, 0), CREATE_NEW, READ, WRITE);
        Durable.writeFully(file, ByteBuffer.wrap(MAGIC));
        written = new Written(MAGIC.length, 0, 0, 0);
    }

    /**
     * Opens a file that another writer of the same table left, and its spool, and cuts them back to where they were known to
     * be.
     *
     * @throws StaleCheckpointException if they are missing, or do not reach so far
     */
    public ParquetWriter(Path path, ParquetTable table, Written written) throws IOException {
        this(path, table, written, READ, WRITE);
    }

    private ParquetWriter(Path path, ParquetTable table, Written written, OpenOption... options) throws IOException {
        this.table = table;
        this.written = written;
        rowGroup = new OpenRowGroup(table);
        footerSpoolPath = path.resolveSibling(path.getFileName() + ".footer" + SPOOL_ENDING);
        file = open(path, written.bytes, options);
        try {
            footerSpool = open(footerSpoolPath, written.footerBytes, options);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
        try {
            Path pages = path.resolveSibling(path.getFileName() + ".pages" + SPOOL_ENDING);
            pageSpool = new PageSpool(pages, table.columns().size());
        } catch (IOException | RuntimeException e) {
            try (footerSpool) {
                file.close();
            }
            throw e;
        }
    }

    /** Opens a file and cuts it back to so many bytes. */
    private static FileChannel open(Path path, long length, OpenOption... options) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(path, options);
        } catch (NoSuchFileException e) {
            throw new StaleCheckpointException(path.getFileName() + " is missing");
        }
        try {
            if (channel.size() < length) {
                throw new StaleCheckpointException(
                        path.getFileName() + " has " + channel.size() + " bytes, not " + length);
            }
            channel.truncate(length);
            channel.position(length);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Appends a chunk.
     *
     * @param pages one a column, all of as many rows; none of a chunk without a row
     */
    public void append(List<Page> pages) throws IOException {
        boolean isFirst = rowGroup.rows() == 0;
        rowGroup.add(pages);
        if (OpenRowGroup.rowsOf(pages) > 0) {
            if (isFirst) {
                writeDictionary(0);
            }
            pages.get(0).writeTo(file);
            for (int column = 1; column < pages.size(); column++) {
                pageSpool.append(column, pages.get(column));
            }
        }
        if (rowGroup.chunks() == CHUNKS_PER_ROW_GROUP) {
            endRowGroup();
        }
    }

    /** Whether a row group has ended and none has begun, so that another writer could go on from here. */
    public boolean isBetweenRowGroups() {
        return rowGroup.chunks() == 0;
    }

    /**
     * How far the file is.
     *
     * @throws IllegalStateException within a row group
     */
    public Written written() {
        if (!isBetweenRowGroups()) {
            throw new IllegalStateException(
                    "within a row group: %d chunks of %d".formatted(rowGroup.chunks(), CHUNKS_PER_ROW_GROUP));
        }
        return written;
    }

    /** Forces all that {@link #written} tells of to the disk; from any thread, beside {@link #append}. */
    public void force() throws IOException {
        file.force(true);
        footerSpool.force(true);
    }

    /**
     * Ends the last row group, writes the footer, and forces the file to the disk. Until {@link #deleteSpools} it can be gone on
     * with.
     */
    public void finish() throws IOException {
        endRowGroup();
        Footer.Ends ends = endsOf(table, written);
        int length = Math.toIntExact(ends.sizeInBytes() + written.footerBytes);
        Durable.writeFully(file, ends.before());
        for (long moved = 0; moved < written.footerBytes; ) {
            moved += footerSpool.transferTo(moved, written.footerBytes - moved, file);
        }
        Durable.writeFully(file, ends.behind());
        ByteBuffer trailer = ByteBuffer.allocate(TRAILER).order(ByteOrder.LITTLE_ENDIAN);
        trailer.putInt(length); // of the footer
        trailer.put(MAGIC);
        Durable.writeFully(file, trailer.flip());
        file.force(true);
    }

    private static Footer.Ends endsOf(ParquetTable table, Written written) {
        return new Footer(table, written.rows, written.rowGroups).ends();
    }

    /** Bytes of the finished file when its last row group ended so far. */
    public static long sizeInBytes(ParquetTable table, Written written) {
        return written.bytes + endsOf(table, written).sizeInBytes() + written.footerBytes + TRAILER;
    }

    /** Ends the row group, if one has begun, so that another writer could go on from here. */
    public void endRowGroup() throws IOException {
        if (rowGroup.rows() > 0) {
            for (int column = 1; column < table.columns().size(); column++) {
                writeDictionary(column);
                pageSpool.copyTo(file, column);
            }
            pageSpool.clear();
            RowGroup ended = rowGroup.at(written.bytes);
            ByteBuffer entry = ended.toBytes();
            written = new Written(
                    written.bytes + ended.sizeInBytes(),
                    written.rows + ended.rows(),
                    written.rowGroups + 1,
                    written.footerBytes + entry.remaining());
            Durable.writeFully(footerSpool, entry);
        }
        rowGroup = new OpenRowGroup(table);
    }

    private void writeDictionary(int column) throws IOException {
        if (table.columns().get(column).isByDictionary()) {
            DictionaryPage.of(table).writeTo(file);
        }
    }

    /** Deletes the spools; the file cannot be gone on with after that. */
    public void deleteSpools() throws IOException {
        pageSpool.delete();
        Files.deleteIfExists(footerSpoolPath);
    }

    /** Releases the files; what was not finished is no Parquet file. */
    @Override
    public void close() throws IOException {
        try (file;
                pageSpool) {
            footerSpool.close();
        }
    }
}
