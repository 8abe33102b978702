package io.atomicdatasets.spark;

import io.atomicdatasets.spec.Split;
import java.util.List;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** As many rows as there are images, for those who do not look at them: no image is made. */
final class RowCounter implements PartitionReader<ColumnarBatch> {
    private final RowBatch batch;
    private final long[] room;
    private long left;

    RowCounter(List<ImageColumn> columns, ImageRange range) {
        batch = new RowBatch(columns, 0);
        room = range.room();
        left = range.limit();
    }

    @Override
    public boolean next() {
        batch.clear();
        for (Split split : Split.values()) {
            while (room[split.ordinal()] > 0 && left > 0 && !batch.isFull()) {
                room[split.ordinal()]--;
                left--;
                batch.add(split);
            }
        }
        return batch.rows() > 0;
    }

    @Override
    public ColumnarBatch get() {
        return batch.toSpark();
    }

    @Override
    public void close() {
        batch.close();
    }
}
