package io.atomicdatasets.spark;

import io.atomicdatasets.image.Candidates;
import io.atomicdatasets.spec.DatasetSpec;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Makes the images of a range, and of each the columns that are wanted. */
final class ImageReader implements PartitionReader<ColumnarBatch> {
    private final Candidates candidates;
    private final RowBatch batch;
    private final long[] room;
    private final long end;
    private long next;
    private long left;

    ImageReader(DatasetSpec spec, List<ImageColumn> columns, ImageRange range) {
        candidates = new Candidates(spec);
        batch = new RowBatch(
                columns, columns.contains(ImageColumn.IMAGE) ? spec.recipe().cells() : 0);
        room = range.room();
        left = Math.min(range.limit(), LongStream.of(room).sum());
        next = range.first();
        end = range.end();
    }

    @Override
    public boolean next() {
        batch.clear();
        while (next < end && left > 0 && !batch.isFull()) {
            long first = next;
            int count = (int) Math.min(RowBatch.ROWS, end - next);
            next += count;
            candidates.walk(first, count, (split, label, image) -> {
                if (room[split.ordinal()] > 0) {
                    room[split.ordinal()]--;
                    left--;
                    batch.add(split, label, image);
                }
                boolean goesOn = left > 0 && !batch.isFull();
                next = goesOn ? next : image.candidate() + 1;
                return goesOn;
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
