package io.atomicdatasets.parquet;

import io.atomicdatasets.parquet.CompactWriter.Element;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Some rows: their part of each column, one behind the other.
 *
 * @param rows how many
 * @param columns their parts, in the schema's order
 * @see <a href="https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift">parquet.thrift,
 *     RowGroup</a>
 */
record RowGroup(long rows, List<ColumnChunk> columns) {
    RowGroup {
        columns = List.copyOf(columns);
    }

    /** As an element of the footer's list. */
    ByteBuffer toBytes() {
        CompactWriter out = new CompactWriter();
        out.beginStruct();
        out.beginList(1, Element.STRUCT, columns.size()); // columns
        columns.forEach(column -> column.writeTo(out));
        out.i64(2, columns.stream().mapToLong(ColumnChunk::rawBytes).sum()); // total_byte_size
        out.i64(3, rows); // num_rows
        out.i64(5, columns.get(0).offset()); // file_offset
        out.i64(6, sizeInBytes()); // total_compressed_size
        out.endStruct();
        return out.take();
    }

    /** Bytes of all its pages in the file. */
    long sizeInBytes() {
        return columns.stream().mapToLong(ColumnChunk::bytes).sum();
    }
}
