package io.atomicdatasets.parquet;

import io.atomicdatasets.parquet.CompactWriter.Element;
import java.util.List;

/**
 * The schema of a table: its elements depth first, each list as three levels.
 *
 * @see <a href="https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#lists">Logical types: lists</a>
 */
final class SchemaTree {
    private static final int INT32 = 1;
    private static final int INT64 = 2;
    private static final int REQUIRED = 0;
    private static final int REPEATED = 2;
    private static final int CONVERTED_LIST = 3;
    private static final int CONVERTED_UINT_8 = 11;
    private static final int LOGICAL_LIST = 3;
    private static final int LOGICAL_INTEGER = 10;

    private SchemaTree() {}

    /** The number of the type as which values are stored. */
    static int physicalType(ParquetColumn column) {
        return switch (column.type()) {
            case UINT8 -> INT32;
            case INT64 -> INT64;
        };
    }

    /** Writes the names on the way to a column's leaf. */
    static void writePath(CompactWriter out, int field, ParquetColumn column) {
        out.beginList(field, Element.BINARY, 1 + 2 * column.depth());
        out.stringElement(column.name());
        for (int depth = 0; depth < column.depth(); depth++) {
            out.stringElement("list");
            out.stringElement("element");
        }
    }

    /** Writes all elements as a list. */
    static void write(CompactWriter out, int field, List<ParquetColumn> columns) {
        int elements =
                1 + columns.stream().mapToInt(column -> 1 + 2 * column.depth()).sum();
        out.beginList(field, Element.STRUCT, elements);
        out.beginStruct();
        out.string(4, "schema"); // name
        out.i32(5, columns.size()); // num_children
        out.endStruct();
        for (ParquetColumn column : columns) {
            writeColumn(out, column);
        }
    }

    private static void writeColumn(CompactWriter out, ParquetColumn column) {
        String name = column.name();
        for (int depth = 0; depth < column.depth(); depth++) {
            writeList(out, name);
            writeRepeated(out);
            name = "element";
        }
        writeLeaf(out, name, column);
    }

    private static void writeList(CompactWriter out, String name) {
        out.beginStruct();
        out.i32(3, REQUIRED); // repetition_type
        out.string(4, name);
        out.i32(5, 1); // num_children
        out.i32(6, CONVERTED_LIST); // converted_type
        out.beginStruct(10); // logicalType
        out.beginStruct(LOGICAL_LIST);
        out.endStruct();
        out.endStruct();
        out.endStruct();
    }

    private static void writeRepeated(CompactWriter out) {
        out.beginStruct();
        out.i32(3, REPEATED); // repetition_type
        out.string(4, "list"); // name
        out.i32(5, 1); // num_children
        out.endStruct();
    }

    private static void writeLeaf(CompactWriter out, String name, ParquetColumn column) {
        out.beginStruct();
        out.i32(1, physicalType(column)); // type
        out.i32(3, REQUIRED); // repetition_type
        out.string(4, name);
        if (column.type() == ParquetColumn.Type.UINT8) {
            out.i32(6, CONVERTED_UINT_8); // converted_type
            out.beginStruct(10); // logicalType
            out.beginStruct(LOGICAL_INTEGER);
            out.i8(1, Byte.SIZE); // bitWidth
            out.bool(2, false); // isSigned
            out.endStruct();
            out.endStruct();
        }
        out.endStruct();
    }
}
