package io.atomicdatasets.check;

import io.atomicdatasets.inflate.InflatingStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A page of data: levels that must be those of lists of fixed lengths, then the values, which are handed out.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/data-pages/encodings/">Parquet encodings</a>
 */
final class ParquetPage {
    private static final int GROUP = 8;

    private final ParquetPageHeader header;
    private final ExpectedColumn column;
    private final ParquetPageBody body;
    private final int values;
    private long bytesLeft;

    /**
     * Opens a page at its first value.
     *
     * @param levels those of the column's rows
     */
    ParquetPage(
            FileChannel file,
            ParquetPageHeader header,
            ExpectedColumn column,
            RowLevels levels,
            Optional<InflatingStream> inflating)
            throws IOException {
        this.header = header;
        this.column = column;
        body = new ParquetPageBody(file, header, inflating);
        values = header.values();
        bytesLeft = (long) values * column.bytesPerValue();
        if (column.depth() > 0) {
            if (!levels.follow(body, values / column.valuesPerRow())) {
                throw header.malformed("has other levels than its lists need");
            }
            demandDefinitionLevels();
        }
        if (column.isByte()) {
            byte[] packed = concatenate(new byte[] {Byte.SIZE}, Varint.of(((values + GROUP - 1L) / GROUP) << 1 | 1));
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

    /**
     * The CRC-32 of all values if they stand here as the same bytes as in the array; nothing is read then, and the page is at its
     * end. Otherwise it is as if this had not been called.
     *
     * @param segment bytes that are known to stand for these values
     */
    OptionalInt crcOf(FileSlice segment) throws IOException {
        boolean isWhole = !column.isByte() || values % GROUP == 0; // nothing is filled up behind the values
        return isWhole ? body.crcOfRest(segment, bytesLeft) : OptionalInt.empty();
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

    private void demandDefinitionLevels() throws IOException {
        byte[] run = concatenate(Varint.of((long) values << 1), new byte[] {(byte) column.depth()});
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

    private static byte[] concatenate(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
