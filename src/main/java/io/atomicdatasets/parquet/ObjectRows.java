package io.atomicdatasets.parquet;

import io.atomicdatasets.deflate.SegmentEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The objects of images as rows of a table of their own: one an object, in the order of the images and of their slots.
 *
 * <p>For one thread at a time; filled again for each chunk.
 */
public final class ObjectRows {
    /** Sides of a box, as many as columns are made of it. */
    private static final int SIDES = 4;

    private final ParquetTable table;
    private final SegmentEncoder encoder;
    private final PageEncoder pages;
    private final byte[][] columns;
    private int rows;

    /**
     * No rows yet.
     *
     * @param table made by {@link #tableOf}
     * @param encoder it must store if the table is stored, and compress if not
     */
    public ObjectRows(ParquetTable table, SegmentEncoder encoder) {
        this.table = table;
        this.encoder = encoder;
        pages = new PageEncoder(table, encoder);
        columns = new byte[table.columns().size()][0];
    }

    /** What a table of objects holds. A slot is counted from 0; where a mask tells of the object, it says slot + 1. */
    public static ParquetTable tableOf(boolean stored, int encoderVersion) {
        List<ParquetColumn> columns = new ArrayList<>();
        for (String name : List.of(
                "slot", "kind", "family", "value", "row", "column", "height", "width", "size", "objects", "label")) {
            columns.add(ParquetColumn.uint8(name));
        }
        columns.add(ParquetColumn.int64("candidate"));
        return new ParquetTable(columns, stored, encoderVersion);
    }

    /** The objects of these images, as a chunk of the table. */
    public List<Page> pagesOf(AnnotatedImages images) {
        gather(images);
        List<Page> chunk = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            ParquetColumn column = table.columns().get(i);
            int length = rows * column.type().bytes();
            boolean isBounded =
                    rows > 0 && (column.name().equals("label") || column.type() == ParquetColumn.Type.INT64);
            chunk.add(pages.page(
                    i,
                    rows,
                    encoder.encode(columns[i], 0, length, column.type().bytes()),
                    isBounded ? Bounds.of(column.type(), columns[i], length) : null));
        }
        return chunk;
    }

    private void gather(AnnotatedImages images) {
        rows = 0;
        makeRoomFor(images.count() * images.slots());
        for (int image = 0; image < images.count(); image++) {
            int objects = images.objectsOf(image);
            for (int slot = 0; slot < objects; slot++) {
                add(images, image, slot, objects);
            }
        }
    }

    private void makeRoomFor(int most) {
        for (int i = 0; i < columns.length; i++) {
            int bytes = most * table.columns().get(i).type().bytes();
            if (columns[i].length < bytes) {
                columns[i] = Arrays.copyOf(columns[i], bytes);
            }
        }
    }

    private void add(AnnotatedImages images, int image, int slot, int objects) {
        int at = image * images.slots() + slot;
        int column = 0;
        columns[column++][rows] = (byte) slot;
        columns[column++][rows] = images.kinds().get(at);
        columns[column++][rows] = images.families().get(at);
        columns[column++][rows] = images.values().get(at);
        for (int side = 0; side < SIDES; side++) {
            columns[column++][rows] = images.boxes().get(SIDES * at + side);
        }
        columns[column++][rows] = images.sizes().get(at);
        columns[column++][rows] = (byte) objects;
        columns[column++][rows] = images.labels().get(image);
        images.candidates().get(Long.BYTES * image, columns[column], Long.BYTES * rows, Long.BYTES);
        rows++;
    }
}
