package io.atomicdatasets.check;

import io.atomicdatasets.inflate.InflatingStream;
import io.atomicdatasets.progress.StoppedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;

/** A column's part of a row group: its dictionary, then its pages of data one after the other. */
final class ParquetPart {
    /** Headers of our pages have about thirty bytes. */
    private static final int LONGEST_HEADER = 256;

    private static final int BUFFER = 1 << 16;

    private final FileChannel file;
    private final ExpectedColumn column;
    private final ParquetFooter.Part place;
    private final ParquetBounds bounds;
    private final RowLevels levels;
    private final Optional<InflatingStream> inflating;
    private final long endRow;

    private boolean hasDictionary;
    private long next;
    /** The first row that no page had yet. */
    private long row;

    private long rawBytes;

    /**
     * A part at its first page.
     *
     * @param rows of the row group, behind {@code firstRow} others of the file
     */
    ParquetPart(FileChannel file, ExpectedColumn column, long firstRow, long rows, ParquetFooter.Part place) {
        this.file = file;
        this.column = column;
        this.place = place;
        bounds = new ParquetBounds(column);
        levels = new RowLevels(column);
        inflating = place.gzip() ? Optional.of(new InflatingStream()) : Optional.empty();
        next = place.offset();
        row = firstRow;
        endRow = firstRow + rows;
        hasDictionary = !column.isByte(); // none to come
    }

    /** What is known of the segments of the column's array. */
    @FunctionalInterface
    interface Segments {
        Segments NONE = (firstRow, rows) -> Optional.empty();

        /** The bytes that are known to stand for the elements of these rows, if there are any. */
        Optional<FileSlice> of(long firstRow, long rows) throws IOException;
    }

    /**
     * The checksum of all elements, all that tells of them being right. A page that holds a known segment is not inflated: what its
     * own checksum says of the elements is taken for theirs.
     *
     * @param stopWished looked at every now and then
     */
    JoinedCrc elements(Segments known, BooleanSupplier stopWished) throws IOException, StoppedException {
        JoinedCrc all = new JoinedCrc();
        byte[] buffer = new byte[BUFFER];
        while (next < end()) {
            if (stopWished.getAsBoolean()) {
                throw new StoppedException();
            }
            long firstRow = row;
            ParquetPage opened = open();
            OptionalInt crc = crcOf(opened, known, firstRow);
            all.add(crc.isPresent() ? crc.getAsInt() : crcOf(opened, buffer), (row - firstRow) * column.bytesPerRow());
        }
        demandEnd();
        return all;
    }

    private OptionalInt crcOf(ParquetPage opened, Segments known, long firstRow) throws IOException {
        if (column.isBounded()) {
            return OptionalInt.empty(); // bounds are of the elements themselves
        }
        Optional<FileSlice> segment = known.of(firstRow, row - firstRow);
        return segment.isPresent() ? opened.crcOf(segment.get()) : OptionalInt.empty();
    }

    private int crcOf(ParquetPage opened, byte[] buffer) throws IOException {
        CRC32 crc = new CRC32();
        for (int count = opened.read(buffer, 0, BUFFER); count >= 0; count = opened.read(buffer, 0, BUFFER)) {
            bounds.add(buffer, 0, count);
            crc.update(buffer, 0, count);
        }
        opened.end();
        return (int) crc.getValue();
    }

    private long end() {
        return place.offset() + place.bytes();
    }

    private ParquetPage open() throws IOException {
        if (!hasDictionary) {
            ParquetPageHeader header = readHeader();
            header.demandDictionary();
            ParquetPage.readDictionary(file, header, inflating);
            hasDictionary = true;
            if (next != place.dataOffset()) {
                throw new MalformedParquetException("has its data in another place than it says", next);
            }
        }
        ParquetPageHeader header = readHeader();
        row += header.demandData(column, endRow - row);
        return new ParquetPage(file, header, column, levels, inflating);
    }

    private ParquetPageHeader readHeader() throws IOException {
        long left = end() - next;
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(LONGEST_HEADER, left));
        while (bytes.hasRemaining()) {
            if (file.read(bytes, next + bytes.position()) < 0) {
                throw new MalformedParquetException("breaks off", next + bytes.position());
            }
        }
        bytes.flip();
        ParquetStruct struct = ParquetStruct.read(bytes, next);
        ParquetPageHeader header = new ParquetPageHeader(struct, next + bytes.position(), left - bytes.position());
        rawBytes += bytes.position() + header.rawBytes();
        next += bytes.position() + header.bytes();
        return header;
    }

    private void demandEnd() throws MalformedParquetException {
        if (row != endRow) {
            throw new MalformedParquetException(
                    "has %d rows too few in column %s of a row group".formatted(endRow - row, column.name()),
                    place.offset());
        }
        if (rawBytes != place.rawBytes()) {
            throw new MalformedParquetException(
                    "has pages of other bytes, inflated, than its footer says", place.offset());
        }
        if (place.statistics().isPresent()) {
            bounds.demandEqual(place.statistics().get());
        }
    }
}
