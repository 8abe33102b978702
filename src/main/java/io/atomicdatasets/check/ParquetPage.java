package io.atomicdatasets.check;

import io.atomicdatasets.inflate.InflatingStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A page of data: levels that must be those of lists of fixed lengths, then the values, which are handed out.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/data-pages/encodings/">Parquet encodings</a>
 */
final class ParquetPage {
    private static final int GROUP = 8;
    private static final int BUFFER = 1 << 13;

    private final ParquetPageHeader header;
    private final ExpectedColumn column;
    private final ParquetPageBody body;
    private final int values;
    private long bytesLeft;

    /** Opens a page at its first value. */
    ParquetPage(FileChannel file, ParquetPageHeader header, ExpectedColumn column, Optional<InflatingStream> inflating)
            throws IOException {
        this.header = header;
        this.column = column;
        body = new ParquetPageBody(file, header, inflating);
        values = header.values();
        bytesLeft = (long) values * column.bytesPerValue();
        if (column.depth() > 0) {
            demandRepetitionLevels(values / column.valuesPerRow());
            demandDefinitionLevels();
        }
        if (column.isByte()) {
            byte[] packed = concatenate(new byte[] {Byte.SIZE}, varint(((values + GROUP - 1L) / GROUP) << 1 | 1));
            demandBytes(packed, "indices of eight bits");
        }
    }

    /** Sees to it that a dictionary is that of all bytes in their order. */
    static void readDictionary(FileChannel file, ParquetPageHeader header, Optional<InflatingStream> inflating)
            throws IOException {
        ParquetPageBody body = new ParquetPageBody(file, header, inflating);
        for (int value = 0; value < ParquetPageHeader.DICTIONARY_VALUES; value++) {
            if (body.readInt() != value) {
                throw header.malformed("has a dictionary in which " + value + " is not itself");
            }
        }
        body.end();
    }

    /** Reads values; -1 if there are no more. */
    int read(byte[] target, int from, int length) throws IOException {
        if (bytesLeft == 0) {
            return -1;
        }
        int count = (int) Math.min(length, bytesLeft);
        body.readFully(target, from, count);
        bytesLeft -= count;
        return count;
    }

    /** Sees to it that nothing but zeros that fill up a group stands behind the values. */
    void end() throws IOException {
        if (column.isByte()) {
            demandBytes(new byte[-values & (GROUP - 1)], "zeros behind its values");
        }
        body.end();
    }

    private void demandRepetitionLevels(int rows) throws IOException {
        byte[] row = levelsOfRow();
        if (body.readInt() != (long) rows * row.length) {
            throw header.malformed("has other levels than its lists need");
        }
        byte[] some = new byte[Math.max(1, BUFFER / row.length) * row.length];
        byte[] expected = new byte[some.length];
        for (int at = 0; at < expected.length; at += row.length) {
            System.arraycopy(row, 0, expected, at, row.length);
        }
        for (long left = (long) rows * row.length; left > 0; left -= some.length) {
            int count = (int) Math.min(left, some.length);
            body.readFully(some, 0, count);
            if (!Arrays.equals(some, 0, count, expected, 0, count)) {
                throw header.malformed("has other levels than its lists need");
            }
        }
    }

    private void demandDefinitionLevels() throws IOException {
        byte[] run = concatenate(varint((long) values << 1), new byte[] {(byte) column.depth()});
        if (body.readInt() != run.length) {
            throw header.malformed("has levels that do not say that nothing is missing");
        }
        demandBytes(run, "levels that say that nothing is missing");
    }

    private void demandBytes(byte[] expected, String what) throws IOException {
        byte[] read = new byte[expected.length];
        body.readFully(read, 0, read.length);
        if (!Arrays.equals(read, expected)) {
            throw header.malformed("has a page without " + what);
        }
    }

    /** Runs of what each value of a row says: 0 if it is the row's first, the depth of the list that goes on if not. */
    private byte[] levelsOfRow() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int run = 0;
        for (int value = 0; value < column.valuesPerRow(); value++) {
            run++;
            boolean goesOn = value + 1 < column.valuesPerRow() && levelOf(value + 1) == levelOf(value);
            if (!goesOn) {
                out.writeBytes(varint((long) run << 1));
                out.write(levelOf(value));
                run = 0;
            }
        }
        return out.toByteArray();
    }

    private int levelOf(int value) {
        List<Integer> axes = column.axes();
        int listLength = column.valuesPerRow();
        for (int level = 0; level < axes.size(); level++) {
            if (value % listLength == 0) {
                return level;
            }
            listLength /= axes.get(level);
        }
        return axes.size();
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        for (; rest >= 0x80; rest >>>= 7) {
            out.write((int) ((rest & 0x7F) | 0x80));
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    private static byte[] concatenate(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
