package io.atomicdatasets.parquet;

import java.nio.ByteBuffer;

/**
 * What stands before the bytes of a page.
 *
 * @param kind what the page holds
 * @param rawBytes bytes of the body, inflated
 * @param bytes bytes of the body in the file
 * @param crc CRC-32 of those
 * @param values how many values the body holds; in lists each element is one
 * @see <a href="https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift">parquet.thrift,
 *     PageHeader</a>
 */
record PageHeader(Kind kind, int rawBytes, int bytes, int crc, int values) {
    /** What a page can hold. */
    enum Kind {
        VALUES(Encoding.PLAIN),
        INDICES(Encoding.RLE_DICTIONARY),
        DICTIONARY(Encoding.PLAIN);

        private final int encoding;

        Kind(int encoding) {
            this.encoding = encoding;
        }
    }

    ByteBuffer toBytes() {
        CompactWriter out = new CompactWriter();
        out.beginStruct();
        out.i32(1, kind == Kind.DICTIONARY ? 2 : 0); // type: DICTIONARY_PAGE or DATA_PAGE
        out.i32(2, rawBytes); // uncompressed_page_size
        out.i32(3, bytes); // compressed_page_size
        out.i32(4, crc);
        if (kind == Kind.DICTIONARY) {
            out.beginStruct(7); // dictionary_page_header
            out.i32(1, values); // num_values
            out.i32(2, kind.encoding);
        } else {
            out.beginStruct(5); // data_page_header
            out.i32(1, values); // num_values
            out.i32(2, kind.encoding);
            out.i32(3, Encoding.RLE); // definition_level_encoding
            out.i32(4, Encoding.RLE); // repetition_level_encoding
        }
        out.endStruct();
        out.endStruct();
        return out.take();
    }
}
