package io.atomicdatasets.parquet;

import io.atomicdatasets.deflate.Segment;
import io.atomicdatasets.deflate.SegmentEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes pages of segments without touching what they hold. Indices of eight bits into a dictionary of all bytes, packed, are
 * the bytes themselves; so a page is its levels, a few bytes, and a segment. Integers of 64 bits follow their levels as they are.
 *
 * <p>For one thread at a time.
 */
public final class PageEncoder {
    private static final int BITS_OF_INDEX = 8;

    private final ParquetTable table;
    private final List<Optional<RepetitionLevels>> levels;

    /**
     * An encoder of a table's pages.
     *
     * @param encoder for the levels; it must store if the table is stored, and compress if not
     */
    public PageEncoder(ParquetTable table, SegmentEncoder encoder) {
        this.table = table;
        this.levels = table.columns().stream()
                .map(column -> column.depth() == 0
                        ? Optional.<RepetitionLevels>empty()
                        : Optional.of(new RepetitionLevels(column.axes(), encoder)))
                .toList();
    }

    /**
     * A page of some rows.
     *
     * @param column the number of its column
     * @param rows how many; 0 gives a page that is none
     * @param values of these rows, as the table's other segments deflated or stored
     * @throws IllegalArgumentException if the segment has not as many values as the rows
     */
    public Page page(int column, int rows, Segment values) {
        return page(column, rows, values, null);
    }

    /**
     * The same, whose bounds the file will tell if it is told those of all pages of the column.
     *
     * @param bounds between which the values are; none if there are no values
     */
    public Page page(int column, int rows, Segment values, @Nullable Bounds bounds) {
        ParquetColumn its = table.columns().get(column);
        int count = Math.multiplyExact(rows, its.valuesPerRow());
        if (values.rawLength() != (long) count * its.type().bytes()) {
            throw new IllegalArgumentException(
                    "%d bytes are not %d values of column %s".formatted(values.rawLength(), count, its.name()));
        }
        PageBody body = new PageBody(table.stored());
        ByteArrayOutputStream before = new ByteArrayOutputStream();
        levels.get(column).ifPresent(repetition -> {
            body.append(littleEndian(repetition.length(rows)));
            repetition.appendTo(body, rows);
            before.writeBytes(definitionLevels(count, its.depth()));
        });
        if (its.isByDictionary()) {
            before.write(BITS_OF_INDEX);
            Runs.putPackedHeader(before, count);
        }
        appendAny(body, before.toByteArray());
        body.append(values);
        if (!its.isByDictionary()) {
            return new Page(PageHeader.Kind.VALUES, rows, count, bounds, body);
        }
        appendAny(body, new byte[-count & (Runs.GROUP - 1)]);
        return new Page(PageHeader.Kind.INDICES, rows, count, bounds, body);
    }

    /** Appends bytes if there are any: none would be a block of their own too. */
    private static void appendAny(PageBody body, byte[] raw) {
        if (raw.length > 0) {
            body.append(raw);
        }
    }

    /** Nothing is missing anywhere: every level is the greatest. */
    private static byte[] definitionLevels(int count, int greatest) {
        ByteArrayOutputStream runs = new ByteArrayOutputStream();
        Runs.putRun(runs, count, greatest);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(littleEndian(runs.size()));
        out.writeBytes(runs.toByteArray());
        return out.toByteArray();
    }

    private static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
