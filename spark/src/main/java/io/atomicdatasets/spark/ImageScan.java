package io.atomicdatasets.spark;

import io.atomicdatasets.dataset.Room;
import io.atomicdatasets.layout.Chunk;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructType;

/**
 * The images that are wanted, in ranges of candidates: one a task. Where no image has to be looked at, none is made, because how many
 * there are is in the request.
 */
final class ImageScan implements Scan, Batch, SupportsReportStatistics {
    private final DatasetSpec spec;
    private final List<ImageColumn> columns;
    private final Set<Split> splits;
    private final long limit;

    /**
     * A scan.
     *
     * @param limit the most rows
     */
    ImageScan(DatasetSpec spec, List<ImageColumn> columns, Set<Split> splits, long limit) {
        this.spec = spec;
        this.columns = columns;
        this.splits = new TreeSet<>(splits);
        this.limit = limit;
    }

    @Override
    public StructType readSchema() {
        return ImageColumn.schema(columns);
    }

    @Override
    public String description() {
        return "atomic-datasets columns="
                + columns.stream().map(ImageColumn::label).toList() + " splits="
                + splits.stream().map(Split::label).toList() + (limit == Long.MAX_VALUE ? "" : " limit=" + limit);
    }

    @Override
    public ColumnarSupportMode columnarSupportMode() {
        return ColumnarSupportMode.SUPPORTED; // asking the partitions would count the images before anybody wants them
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public InputPartition[] planInputPartitions() {
        if (rows() == 0) {
            return new InputPartition[0];
        }
        if (!looksAtImages()) {
            return new InputPartition[] {ImageRange.uncounted(wanted(), limit)};
        }
        if (limit < Long.MAX_VALUE) {
            long all = Chunk.mostFor(spec.allImages()) * Chunk.SIZE;
            return new InputPartition[] {new ImageRange(0, all, wanted(), limit)};
        }
        return ranges().toArray(InputPartition[]::new);
    }

    /** Whether a row tells more than in which split it is. */
    private boolean looksAtImages() {
        return columns.stream().anyMatch(column -> column != ImageColumn.SPLIT);
    }

    /** All candidates up to that with which the last split becomes full. */
    private List<ImageRange> ranges() {
        List<ImageRange> ranges = new ArrayList<>();
        Room room = wanted();
        for (Census.Count count :
                Census.of(spec, SparkSession.active().sparkContext()).counts()) {
            if (room.isEmpty()) {
                break;
            }
            ranges.add(new ImageRange(count.first(), count.end(), room, Long.MAX_VALUE));
            room = count.taken(room);
        }
        return ranges;
    }

    /** How many images of each split are wanted. */
    private Room wanted() {
        return Room.of(PerSplit.of(spec.presentSplits(), split -> splits.contains(split) ? spec.count(split) : 0));
    }

    private long rows() {
        return Math.min(limit, splits.stream().mapToLong(spec::count).sum());
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new ImageReaders(Request.of(spec), columns);
    }

    @Override
    public Statistics estimateStatistics() {
        long rows = rows();
        return new Statistics() {
            @Override
            public OptionalLong sizeInBytes() {
                return OptionalLong.of(Math.multiplyExact(rows, readSchema().defaultSize() + cells()));
            }

            @Override
            public OptionalLong numRows() {
                return OptionalLong.of(rows);
            }
        };
    }

    private int cells() {
        return columns.contains(ImageColumn.IMAGE) ? spec.recipe().cells() : 0;
    }
}
