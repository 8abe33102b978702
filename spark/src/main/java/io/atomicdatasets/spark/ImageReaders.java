package io.atomicdatasets.spark;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Makes readers on the executors.
 *
 * @param request of the dataset
 * @param columns that are wanted
 */
record ImageReaders(Request request, List<ImageColumn> columns) implements PartitionReaderFactory {
    @Override
    public boolean supportColumnarReads(InputPartition partition) {
        return true;
    }

    @Override
    public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
        ImageRange range = (ImageRange) partition;
        return range.hasImages() ? new ImageReader(request.spec(), columns, range) : new RowCounter(columns, range);
    }

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        throw new UnsupportedOperationException("images come in batches of columns");
    }
}
