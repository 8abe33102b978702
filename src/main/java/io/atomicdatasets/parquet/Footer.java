package io.atomicdatasets.parquet;

import io.atomicdatasets.parquet.CompactWriter.Element;
import java.nio.ByteBuffer;

/**
 * What stands around the row groups in a file's footer, which is one struct.
 *
 * @param table what the file holds
 * @param rows how many rows it has
 * @param rowGroups in how many row groups
 * @see <a href="https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift">parquet.thrift,
 *     FileMetaData</a>
 */
record Footer(ParquetTable table, long rows, int rowGroups) {
    private static final int VERSION = 1;

    /** What stands before the row groups, and what behind them. */
    record Ends(ByteBuffer before, ByteBuffer behind) {
        int sizeInBytes() {
            return before.remaining() + behind.remaining();
        }
    }

    Ends ends() {
        CompactWriter out = new CompactWriter();
        out.beginStruct();
        out.i32(1, VERSION);
        SchemaTree.write(out, 2, table.columns());
        out.i64(3, rows); // num_rows
        out.beginList(4, Element.STRUCT, rowGroups); // row_groups
        ByteBuffer before = out.take();
        out.string(6, table.createdBy()); // created_by
        out.beginList(7, Element.STRUCT, table.columns().size()); // column_orders: bounds are by the types' own order
        for (int column = 0; column < table.columns().size(); column++) {
            out.beginStruct();
            out.beginStruct(1); // TYPE_ORDER
            out.endStruct();
            out.endStruct();
        }
        out.endStruct();
        return new Ends(before, out.take());
    }
}
