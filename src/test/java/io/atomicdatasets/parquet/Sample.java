package io.atomicdatasets.parquet;

import io.atomicdatasets.deflate.Segment;
import io.atomicdatasets.deflate.SegmentEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Rows of a table for tests: sparse grids, small bytes, ascending integers, lists of any, the same for the same table. */
public final class Sample {
    private static final int VERSION = 7;

    private final ParquetTable table;
    private final int[] rowsOfChunks;
    private final List<ByteArrayOutputStream> raw;
    private final List<List<Page>> chunks = new ArrayList<>();

    /** So many rows in each chunk. */
    public Sample(ParquetTable table, int... rowsOfChunks) {
        this.table = table;
        this.rowsOfChunks = rowsOfChunks;
        raw = Stream.generate(ByteArrayOutputStream::new)
                .limit(table.columns().size())
                .toList();
        Random random = new Random(1);
        SegmentEncoder encoder = table.stored() ? SegmentEncoder.storing() : SegmentEncoder.deflating();
        PageEncoder pages = new PageEncoder(table, encoder);
        int firstRow = 0;
        for (int rows : rowsOfChunks) {
            List<Page> chunk = new ArrayList<>();
            for (int i = 0; i < table.columns().size(); i++) {
                ParquetColumn column = table.columns().get(i);
                byte[] values = values(column, firstRow, rows, random);
                raw.get(i).writeBytes(values);
                chunk.add(page(pages, i, column, rows, values, encoder));
            }
            chunks.add(chunk);
            firstRow += rows;
        }
    }

    private static Page page(
            PageEncoder pages, int number, ParquetColumn column, int rows, byte[] values, SegmentEncoder encoder) {
        Segment segment = encoder.encode(values, 0, values.length, widthOf(column));
        boolean isBounded = column.axes().isEmpty() && rows > 0;
        return isBounded
                ? pages.page(number, rows, segment, Bounds.of(column.type(), values, values.length))
                : pages.page(number, rows, segment);
    }

    private static int widthOf(ParquetColumn column) {
        int values =
                column.axes().isEmpty() ? 1 : column.axes().get(column.axes().size() - 1);
        return values * column.type().bytes();
    }

    /** Images of so many rows and columns with their labels and candidates. */
    public static ParquetTable images(int side, boolean stored) {
        return new ParquetTable(
                List.of(
                        ParquetColumn.uint8("image", side, side),
                        ParquetColumn.uint8("label"),
                        ParquetColumn.int64("candidate")),
                stored,
                VERSION);
    }

    /** The same with what stands in them, at most so many objects. */
    public static ParquetTable annotated(int side, int objects, boolean stored) {
        return new ParquetTable(
                List.of(
                        ParquetColumn.uint8("image", side, side),
                        ParquetColumn.uint8("label"),
                        ParquetColumn.int64("candidate"),
                        ParquetColumn.uint8("mask", side, side),
                        ParquetColumn.uint8("kinds", objects),
                        ParquetColumn.uint8("values", objects),
                        ParquetColumn.uint8("families", objects),
                        ParquetColumn.uint8("boxes", 4 * objects),
                        ParquetColumn.uint8("sizes", objects),
                        ParquetColumn.int64("shapes", objects)),
                stored,
                VERSION);
    }

    public ParquetTable table() {
        return table;
    }

    /** All elements of a column, as they stand in a .npy file. */
    public byte[] raw(int column) {
        return raw.get(column).toByteArray();
    }

    public int rows() {
        return Arrays.stream(rowsOfChunks).sum();
    }

    List<List<Page>> chunks() {
        return chunks;
    }

    /** Writes all rows. */
    public Path writeTo(Path file) throws IOException {
        try (ParquetWriter writer = new ParquetWriter(file, table)) {
            for (List<Page> chunk : chunks) {
                writer.append(chunk);
            }
            writer.finish();
            writer.deleteSpools();
        }
        return file;
    }

    private static byte[] values(ParquetColumn column, int firstRow, int rows, Random random) {
        byte[] values = new byte[rows * column.valuesPerRow() * column.type().bytes()];
        if (column.type() == ParquetColumn.Type.INT64) {
            ByteBuffer out = ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN);
            for (int row = 0; row < rows; row++) {
                for (int i = 0; i < column.valuesPerRow(); i++) {
                    out.putLong(column.depth() == 0 ? 3L * (firstRow + row) + (1L << 40) : random.nextLong());
                }
            }
        } else if (column.depth() == 2) {
            for (int row = 0; row < rows; row++) {
                drawBar(
                        values,
                        row * column.valuesPerRow(),
                        column.axes().get(0),
                        column.axes().get(1),
                        random);
            }
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = (byte) (random.nextInt(4) == 0 ? 255 : random.nextInt(11));
            }
        }
        return values;
    }

    private static void drawBar(byte[] target, int offset, int height, int width, Random random) {
        int top = random.nextInt(height);
        int bottom = top + random.nextInt(height - top);
        int left = random.nextInt(width);
        byte value = (byte) (1 + random.nextInt(255));
        for (int y = top; y <= bottom; y++) {
            Arrays.fill(target, offset + y * width + left, offset + (y + 1) * width, value);
        }
    }
}
