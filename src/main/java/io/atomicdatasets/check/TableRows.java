package io.atomicdatasets.check;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** The rows of a .npy table of integers, one after the other; memory does not grow with their number. */
final class TableRows implements Closeable {
    private final CheckedInputStream in;
    private final NpyArray array;
    private final Table table;
    private long read;

    /**
     * What a table is to be.
     *
     * @param name what its array is called
     * @param descr its element type as NumPy writes it
     * @param elementBytes bytes of one element
     * @param first what its first axis counts, for messages
     * @param axes the lengths of the others
     */
    record Table(String name, String descr, int elementBytes, String first, List<Long> axes) {
        int columns() {
            return axes.stream().reduce(1L, Math::multiplyExact).intValue();
        }

        int rowBytes() {
            return columns() * elementBytes;
        }
    }

    /**
     * Opens the file.
     *
     * @throws MalformedFileException if it is no array of this type and shape, or not as long as that says
     */
    TableRows(Path file, Table table) throws IOException {
        this.table = table;
        long size = Files.size(file);
        InputStream bytes = Files.newInputStream(file);
        in = new CheckedInputStream(new BufferedInputStream(bytes), new CRC32());
        try {
            array = NpyArray.read(in);
            demandShape(size);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private void demandShape(long size) throws MalformedFileException {
        List<Long> shape = array.shape();
        boolean isTable = array.descr().equals(table.descr)
                && shape.size() == 1 + table.axes.size()
                && shape.subList(1, shape.size()).equals(table.axes);
        if (!isTable) {
            throw new MalformedFileException(
                    "holds " + array + ", not " + table.descr + " (" + table.first + ", " + table.axes + ")");
        }
        long bytes = size - array.headBytes();
        if (bytes % table.rowBytes() != 0 || bytes / table.rowBytes() != rows()) {
            throw new MalformedFileException("has " + bytes + " bytes of elements, and the shape " + shape);
        }
    }

    /** How many rows there are. */
    long rows() {
        return array.shape().get(0);
    }

    /** Whether another row follows. */
    boolean hasNext() {
        return read < rows();
    }

    /** The next row. */
    long[] next() throws IOException {
        byte[] bytes = in.readNBytes(table.rowBytes());
        if (bytes.length < table.rowBytes()) {
            throw new MalformedFileException("breaks off in row " + read);
        }
        read++;
        ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long[] row = new long[table.columns()];
        for (int i = 0; i < row.length; i++) {
            row[i] = table.elementBytes == Integer.BYTES ? Integer.toUnsignedLong(numbers.getInt()) : numbers.getLong();
        }
        return row;
    }

    /** What was read, once all rows were. */
    ArrayResult result(String dtype) {
        String crc = String.format("%08x", (int) in.getChecksum().getValue());
        long end = array.headBytes() + rows() * table.rowBytes();
        return new ArrayResult(table.name, dtype, array.shape(), crc, null, end);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
