package io.atomicdatasets.parquet;

import io.atomicdatasets.parquet.CompactWriter.Element;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one column in one row group: one after the other, the dictionary first.
 *
 * @param column whose they are
 * @param stored whether they are uncompressed
 * @param values how many values they have; in lists each element is one
 * @param rawBytes bytes of all pages, inflated, with their headers
 * @param bytes bytes of all pages in the file, with their headers
 * @param offset where the first begins
 * @param dictionaryBytes bytes of the dictionary's page; 0 if there is none
 * @param bounds between which all values are, if it is known
 * @see <a href="https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift">parquet.thrift,
 *     ColumnChunk and ColumnMetaData</a>
 */
record ColumnChunk(
        ParquetColumn column,
        boolean stored,
        long values,
        long rawBytes,
        long bytes,
        long offset,
        long dictionaryBytes,
        @Nullable Bounds bounds) {
    private static final int UNCOMPRESSED = 0;
    private static final int GZIP = 2;

    void writeTo(CompactWriter out) {
        out.beginStruct();
        out.i64(2, 0); // file_offset: the metadata stands in the footer only
        out.beginStruct(3); // meta_data
        out.i32(1, SchemaTree.physicalType(column)); // type
        writeEncodings(out);
        SchemaTree.writePath(out, 3, column); // path_in_schema
        out.i32(4, stored ? UNCOMPRESSED : GZIP); // codec
        out.i64(5, values); // num_values
        out.i64(6, rawBytes); // total_uncompressed_size
        out.i64(7, bytes); // total_compressed_size
        out.i64(9, offset + dictionaryBytes); // data_page_offset
        if (column.isByDictionary()) {
            out.i64(11, offset); // dictionary_page_offset
        }
        if (bounds != null) {
            writeStatistics(out, bounds);
        }
        out.endStruct();
        out.endStruct();
    }

    private void writeEncodings(CompactWriter out) {
        if (column.isByDictionary()) {
            out.beginList(2, Element.I32, 3);
            out.i32Element(Encoding.PLAIN); // of the dictionary
            out.i32Element(Encoding.RLE); // of levels
            out.i32Element(Encoding.RLE_DICTIONARY); // of values
        } else {
            out.beginList(2, Element.I32, 2);
            out.i32Element(Encoding.PLAIN);
            out.i32Element(Encoding.RLE);
        }
    }

    private void writeStatistics(CompactWriter out, Bounds known) {
        out.beginStruct(12); // statistics
        out.i64(3, 0); // null_count
        out.binary(5, plain(known.greatest())); // max_value
        out.binary(6, plain(known.least())); // min_value
        out.endStruct();
    }

    /** A value as it stands in a page of type INT32 or INT64. */
    private byte[] plain(long value) {
        ByteBuffer bytesOfValue =
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
        int length = column.type() == ParquetColumn.Type.UINT8 ? Integer.BYTES : Long.BYTES;
        byte[] plain = new byte[length];
        bytesOfValue.flip().get(plain);
        return plain;
    }
}
