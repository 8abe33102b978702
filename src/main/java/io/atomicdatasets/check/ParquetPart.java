package io.atomicdatasets.check;

import io.atomicdatasets.inflate.InflatingStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A column's part of a row group: its dictionary, then its pages of data one after the other. */
final class ParquetPart {
    /** Headers of our pages have about thirty bytes. */
    private static final int LONGEST_HEADER = 256;

    private final FileChannel file;
    private final ExpectedColumn column;
    private final ParquetFooter.Part place;
    private final ParquetBounds bounds;
    private final Optional<InflatingStream> inflating;

    private boolean hasDictionary;
    private long next;
    private long rowsLeft;
    private long rawBytes;
    private @Nullable ParquetPage page;

    ParquetPart(FileChannel file, ExpectedColumn column, long rows, ParquetFooter.Part place) {
        this.file = file;
        this.column = column;
        this.place = place;
        bounds = new ParquetBounds(column);
        inflating = place.gzip() ? Optional.of(new InflatingStream()) : Optional.empty();
        next = place.offset();
        rowsLeft = rows;
        hasDictionary = !column.isByte(); // none to come
    }

    /** Reads elements; -1 when they have ended, all that tells of them then being right. */
    int read(byte[] target, int from, int length) throws IOException {
        while (true) {
            if (page == null) {
                if (next == place.offset() + place.bytes()) {
                    end();
                    return -1;
                }
                page = open();
            }
            int count = page.read(target, from, length);
            if (count > 0) {
                bounds.add(target, from, count);
                return count;
            }
            page.end();
            page = null;
        }
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
        rowsLeft -= header.demandData(column, rowsLeft);
        return new ParquetPage(file, header, column, inflating);
    }

    private ParquetPageHeader readHeader() throws IOException {
        long left = place.offset() + place.bytes() - next;
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

    private void end() throws MalformedParquetException {
        if (rowsLeft != 0) {
            throw new MalformedParquetException(
                    "has %d rows too few in column %s of a row group".formatted(rowsLeft, column.name()),
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
