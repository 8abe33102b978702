package io.atomicdatasets.spark;

import io.atomicdatasets.image.AtomicImage;
import io.atomicdatasets.spec.Split;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.execution.vectorized.OnHeapColumnVector;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Some rows as Spark takes them, column by column; a buffer that is filled again and again. */
final class RowBatch implements AutoCloseable {
    static final int ROWS = 4_096;

    private static final byte[][] NAMES = Stream.of(Split.values())
            .map(split -> split.label().getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);

    private final ImageColumn[] columns;
    private final OnHeapColumnVector[] vectors;
    private final ColumnarBatch batch;
    private final byte[] cells;
    private final int cellCount;
    private int rows;

    /**
     * An empty batch.
     *
     * @param cellCount of one image, 0 if no image is wanted
     */
    RowBatch(List<ImageColumn> columns, int cellCount) {
        this.columns = columns.toArray(ImageColumn[]::new);
        this.cellCount = cellCount;
        vectors = OnHeapColumnVector.allocateColumns(ROWS, ImageColumn.schema(columns));
        batch = new ColumnarBatch(vectors);
        cells = new byte[cellCount + AtomicImage.SLACK];
    }

    void clear() {
        for (OnHeapColumnVector vector : vectors) {
            vector.reset();
        }
        rows = 0;
    }

    boolean isFull() {
        return rows == ROWS;
    }

    int rows() {
        return rows;
    }

    /** Adds a row with all columns. */
    void add(Split split, int label, AtomicImage image) {
        for (int i = 0; i < columns.length; i++) {
            switch (columns[i]) {
                case CANDIDATE -> vectors[i].putLong(rows, image.candidate());
                case SPLIT -> putSplit(vectors[i], split);
                case LABEL -> vectors[i].putInt(rows, label);
                case IMAGE -> putCells(vectors[i], image);
                case OBJECTS -> putObjects(vectors[i], image);
            }
        }
        rows++;
    }

    /** Adds a row that has no other column than that of the split. */
    void add(Split split) {
        for (OnHeapColumnVector vector : vectors) {
            putSplit(vector, split);
        }
        rows++;
    }

    private void putSplit(WritableColumnVector vector, Split split) {
        byte[] name = NAMES[split.ordinal()];
        vector.putByteArray(rows, name, 0, name.length);
    }

    private void putCells(WritableColumnVector vector, AtomicImage image) {
        Arrays.fill(cells, 0, cellCount, (byte) 0);
        image.paint(cells, 0);
        vector.putByteArray(rows, cells, 0, cellCount);
    }

    private void putObjects(WritableColumnVector vector, AtomicImage image) {
        WritableColumnVector objects = vector.arrayData();
        vector.putArray(rows, objects.getElementsAppended(), image.objects());
        for (int i = 0; i < image.objects(); i++) {
            objects.appendStruct(false);
            objects.getChild(0).appendInt(image.family(i).kind().code());
            objects.getChild(1).appendInt(image.family(i).code());
            objects.getChild(2).appendInt(image.value(i));
            objects.getChild(3).appendInt(image.top(i));
            objects.getChild(4).appendInt(image.left(i));
            objects.getChild(5).appendInt(image.height(i));
            objects.getChild(6).appendInt(image.width(i));
            objects.getChild(7).appendInt(image.size(i));
        }
    }

    /** What was added, valid until the next {@link #clear}. */
    ColumnarBatch toSpark() {
        batch.setNumRows(rows);
        return batch;
    }

    @Override
    public void close() {
        batch.close();
    }
}
