package io.atomicdatasets.spark;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.LocalScan;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * How many images there are, which the request tells: no task is started.
 *
 * @param bySplit whether each split has a row of its own, which begins with its name
 * @param times how often the number stands in a row
 */
record RowCounts(DatasetSpec spec, boolean bySplit, int times) {
    /** The numbers of these splits. */
    Scan scan(Set<Split> splits) {
        List<InternalRow> rows = new ArrayList<>();
        if (bySplit) {
            splits.stream()
                    .sorted()
                    .filter(split -> spec.count(split) > 0)
                    .forEach(split -> rows.add(row(UTF8String.fromString(split.label()), spec.count(split))));
        } else {
            rows.add(row(null, splits.stream().mapToLong(spec::count).sum()));
        }
        return new Counted(schema(), rows.toArray(InternalRow[]::new));
    }

    private InternalRow row(@Nullable UTF8String split, long count) {
        Object[] values = new Object[(bySplit ? 1 : 0) + times];
        Arrays.fill(values, count);
        if (split != null) {
            values[0] = split;
        }
        return new GenericInternalRow(values);
    }

    private StructType schema() {
        StructType schema = new StructType();
        if (bySplit) {
            schema = schema.add(ImageColumn.SPLIT.label(), DataTypes.StringType, false);
        }
        for (int i = 0; i < times; i++) {
            schema = schema.add("count_" + i, DataTypes.LongType, false);
        }
        return schema;
    }

    private record Counted(StructType readSchema, InternalRow[] rows) implements LocalScan {}
}
