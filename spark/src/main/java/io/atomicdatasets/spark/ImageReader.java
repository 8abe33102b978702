package io.atomicdatasets.spark;

import io.atomicdatasets.image.Candidates;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.util.List;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Makes the images of a range, and of each the columns that are wanted. */
final class ImageReader implements PartitionReader<ColumnarBatch> {
    private final Candidates candidates;
    private final RowBatch batch;
    private final long[] room = new long[Split.COUNT];
    private final long end;
    private long next;
    private long left;

    ImageReader(DatasetSpec spec, List<ImageColumn> columns, ImageRange range) {
        candidates = new Candidates(spec);
        batch = new RowBatch(
                columns, columns.contains(ImageColumn.IMAGE) ? spec.recipe().cells() : 0);
        room[Split.TRAIN.ordinal()] = range.train();
        room[Split.VAL.ordinal()] = range.val();
        room[Split.TEST.ordinal()] = range.test();
        left = Math.min(range.limit(), range.train() + range.val() + range.test());
        next = range.first();
        end = range.end();
    }

    @Override
    public boolean next() {
        batch.clear();
        while (next < end && left > 0 && !batch.isFull()) {
            candidates.walk(next, (int) Math.min(RowBatch.ROWS, end - next), (split, label, image) -> {
                next++;
                if (room[split.ordinal()] > 0) {
                    room[split.ordinal()]--;
                    left--;
                    batch.add(split, label, image);
                }
                return left > 0 && !batch.isFull();
            });
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
