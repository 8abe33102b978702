package io.atomicdatasets.check;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Reads a Parquet file of known columns strictly: what is not where the format wants it, or not what the columns must be, is
 * an error. Throws {@link MalformedParquetException} where the file is at fault.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/">The Parquet file format</a>
 */
final class ParquetFile implements Closeable {
    private static final byte[] MAGIC = "PAR1".getBytes(US_ASCII);
    private static final int TRAILER = Integer.BYTES + MAGIC.length;
    private static final int LARGEST_FOOTER = 1 << 26;

    private final FileChannel file;
    private final ExpectedTable table;
    private final ParquetFooter footer;

    /** Opens a file and reads its footer. */
    ParquetFile(Path path, ExpectedTable table) throws IOException {
        this.table = table;
        file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            footer = readFooter();
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** How many rows the file says it has. */
    long rows() {
        return footer.rows();
    }

    int rowGroups() {
        return footer.rowGroups().size();
    }

    /** The row behind the last of a row group. */
    long endRow(int rowGroup) {
        ParquetFooter.RowGroup group = footer.rowGroups().get(rowGroup);
        return group.firstRow() + group.rows();
    }

    /**
     * The elements of a column in a row group as they stand in a .npy file; all that tells of them is checked on the way: checksums,
     * levels, dictionary, bounds. What was read is to be trusted when the part has ended. Parts can be read side by side; each has a
     * quarter of a megabyte of memory from here on.
     */
    ParquetPart part(int column, int rowGroup) {
        ParquetFooter.RowGroup group = footer.rowGroups().get(rowGroup);
        return new ParquetPart(
                file,
                table.columns().get(column),
                group.firstRow(),
                group.rows(),
                group.parts().get(column));
    }

    private ParquetFooter readFooter() throws IOException {
        long size = file.size();
        if (size < MAGIC.length + TRAILER) {
            throw new MalformedParquetException("is too short for a Parquet file", size);
        }
        ByteBuffer trailer = read(size - TRAILER, TRAILER);
        int length = trailer.getInt();
        long end = size - TRAILER - length;
        if (!isMagic(read(0, MAGIC.length)) || !isMagic(trailer)) {
            throw new MalformedParquetException("does not begin and end with PAR1", 0);
        }
        if (length <= 0 || length > LARGEST_FOOTER || end < MAGIC.length) {
            throw new MalformedParquetException("has a footer of " + length + " bytes", size - TRAILER);
        }
        ByteBuffer bytes = read(end, length);
        ParquetStruct struct = ParquetStruct.read(bytes, end);
        if (bytes.hasRemaining()) {
            throw new MalformedParquetException("has a footer with more than a struct", end + bytes.position());
        }
        return ParquetFooter.of(struct, table, MAGIC.length, end);
    }

    private static boolean isMagic(ByteBuffer bytes) {
        byte[] read = new byte[MAGIC.length];
        bytes.get(read);
        return Arrays.equals(read, MAGIC);
    }

    private ByteBuffer read(long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, position + buffer.position()) < 0) {
                throw new MalformedParquetException("breaks off", position + buffer.position());
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
