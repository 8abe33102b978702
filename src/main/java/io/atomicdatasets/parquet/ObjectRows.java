package io.atomicdatasets.parquet;

import io.atomicdatasets.deflate.SegmentEncoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The objects of images as rows of a table of their own: one an object, in the order of the images and of their slots.
 *
 * <p>For one thread at a time; filled again for each chunk.
 */
public final class ObjectRows {
    /** Sides of a box, as many as columns are made of it. */
    private static final int SIDES = 4;

    private static final Set<String> BOUNDED = Set.of("label", "candidate");

    // Places of columns that are no elements of an array.
    private static final int SLOT = 0;
    private static final int OBJECTS = 9;

    private final ParquetTable table;
    private final SegmentEncoder encoder;
    private final PageEncoder pages;
    private final byte[][] columns;
    /** Of each row's object: among all slots, and its image. */
    private int[] places = new int[0];

    private int[] imageOf = new int[0];
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

    /**
     * What a table of objects holds. A slot is counted from 0; where a mask tells of the object, it says slot + 1.
     *
     * @param factors whether it tells of shapes and orientations too
     */
    public static ParquetTable tableOf(boolean factors, boolean stored, int encoderVersion) {
        List<ParquetColumn> columns = new ArrayList<>();
        for (String name : List.of(
                "slot", "kind", "family", "value", "row", "column", "height", "width", "size", "objects", "label")) {
            columns.add(ParquetColumn.uint8(name));
        }
        columns.add(ParquetColumn.int64("candidate"));
        if (factors) {
            columns.add(ParquetColumn.int64("shape"));
            columns.add(ParquetColumn.uint8("orientation"));
        }
        return new ParquetTable(columns, stored, encoderVersion);
    }

    /** The objects of these images, as a chunk of the table. */
    public List<Page> pagesOf(AnnotatedImages images) {
        gather(images);
        List<Page> chunk = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            ParquetColumn column = table.columns().get(i);
            int length = rows * column.type().bytes();
            boolean isBounded = rows > 0 && BOUNDED.contains(column.name());
            chunk.add(pages.page(
                    i,
                    rows,
                    encoder.encode(columns[i], 0, length, column.type().bytes()),
                    isBounded ? Bounds.of(column.type(), columns[i], length) : null));
        }
        return chunk;
    }

    private void gather(AnnotatedImages images) {
        makeRoomFor(images.count() * images.slots());
        find(images);
        int column = SLOT + 1;
        take(column++, images.kinds(), places, 1, 0);
        take(column++, images.families(), places, 1, 0);
        take(column++, images.values(), places, 1, 0);
        for (int side = 0; side < SIDES; side++) {
            take(column++, images.boxes(), places, SIDES, side);
        }
        take(column++, images.sizes(), places, 1, 0);
        column++; // how many objects the image has
        take(column++, images.labels(), imageOf, 1, 0);
        takeLongs(column++, images.candidates(), imageOf);
        if (images.factors().isPresent()) {
            takeLongs(column++, images.factors().get().shapes(), places);
            take(column, images.factors().get().orientations(), places, 1, 0);
        }
    }

    /** Notes where each object stands, its slot, and how many its image has. */
    private void find(AnnotatedImages images) {
        rows = 0;
        for (int image = 0; image < images.count(); image++) {
            int objects = images.objectsOf(image);
            for (int slot = 0; slot < objects; slot++) {
                imageOf[rows] = image;
                places[rows] = image * images.slots() + slot;
                columns[SLOT][rows] = (byte) slot;
                columns[OBJECTS][rows] = (byte) objects;
                rows++;
            }
        }
    }

    /** Fills a column, one loop for each so that it runs fast. */
    private void take(int column, ByteBuffer elements, int[] from, int width, int offset) {
        byte[] target = columns[column];
        for (int row = 0; row < rows; row++) {
            target[row] = elements.get(width * from[row] + offset);
        }
    }

    private void takeLongs(int column, ByteBuffer elements, int[] from) {
        for (int row = 0; row < rows; row++) {
            elements.get(Long.BYTES * from[row], columns[column], Long.BYTES * row, Long.BYTES);
        }
    }

    private void makeRoomFor(int most) {
        if (places.length < most) {
            places = new int[most];
            imageOf = new int[most];
        }
        for (int i = 0; i < columns.length; i++) {
            int bytes = most * table.columns().get(i).type().bytes();
            if (columns[i].length < bytes) {
                columns[i] = Arrays.copyOf(columns[i], bytes);
            }
        }
    }
}
