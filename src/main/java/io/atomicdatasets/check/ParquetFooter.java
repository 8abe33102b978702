package io.atomicdatasets.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file's footer: where the pages of each row group and column are. Held against what the columns must be, and against
 * itself: pages fill the file from its magic number to the footer, without a gap.
 *
 * @param rows how many rows the file has
 * @param rowGroups in their order, no rows in none
 * @see <a href="https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift">parquet.thrift</a>
 */
record ParquetFooter(long rows, List<RowGroup> rowGroups) {
    private static final int UNCOMPRESSED = 0;
    private static final int GZIP = 2;
    private static final int INT32 = 1;
    private static final int INT64 = 2;
    private static final int REQUIRED = 0;
    private static final int REPEATED = 2;
    private static final int CONVERTED_LIST = 3;
    private static final int CONVERTED_UINT_8 = 11;
    private static final int LOGICAL_LIST = 3;
    private static final int LOGICAL_INTEGER = 10;
    private static final int TYPE_ORDER = 1;
    /** PLAIN the dictionary, RLE the levels, RLE_DICTIONARY the values. */
    private static final List<Integer> BYTE_ENCODINGS = List.of(0, 3, 8);

    private static final List<Integer> LONG_ENCODINGS = List.of(0, 3);

    /** Some rows, the first of them, and where the parts of their columns are. */
    record RowGroup(long firstRow, long rows, List<Part> parts) {}

    /**
     * A column's part of a row group.
     *
     * @param offset where its first page begins
     * @param bytes of its pages in the file, with headers
     * @param rawBytes of its pages inflated, with headers
     * @param dataOffset where its first page of data begins
     * @param gzip whether they are compressed
     * @param statistics what is said of its least and its greatest value
     */
    record Part(
            long offset,
            long bytes,
            long rawBytes,
            long dataOffset,
            boolean gzip,
            Optional<ParquetStruct> statistics) {}

    /**
     * Takes a footer apart.
     *
     * @param footer the struct
     * @param table what the file must be
     * @param start where the first page must begin
     * @param end where the last must end
     */
    static ParquetFooter of(ParquetStruct footer, ExpectedTable table, long start, long end)
            throws MalformedParquetException {
        footer.demandFields(1, 2, 3, 4, 6, 7);
        List<ExpectedColumn> columns = table.columns();
        demand(footer.text(6).equals(table.createdBy()), "was not written by " + table.createdBy(), footer);
        demand(footer.i32(1) == 1, "is not of version 1", footer);
        checkSchema(footer.structs(2), columns, footer);
        checkOrders(footer.structs(7), columns, footer);
        List<RowGroup> rowGroups = new ArrayList<>();
        long rows = 0;
        long next = start;
        for (ParquetStruct group : footer.structs(4)) {
            RowGroup read = readRowGroup(group, table, rows, next);
            for (Part part : read.parts) {
                next += part.bytes;
            }
            rows += read.rows;
            rowGroups.add(read);
        }
        demand(next == end, "has pages that do not end where the footer begins", footer);
        demand(rows == footer.i64(3), "has other rows in its row groups than in all", footer);
        return new ParquetFooter(rows, List.copyOf(rowGroups));
    }

    private static RowGroup readRowGroup(ParquetStruct group, ExpectedTable table, long firstRow, long start)
            throws MalformedParquetException {
        List<ExpectedColumn> columns = table.columns();
        group.demandFields(1, 2, 3, 5, 6);
        long rows = group.i64(3);
        demand(rows > 0 && rows <= Integer.MAX_VALUE, "has a row group of " + rows + " rows", group);
        List<ParquetStruct> chunks = group.structs(1);
        demand(chunks.size() == columns.size(), "has a row group without all columns", group);
        List<Part> parts = new ArrayList<>();
        long next = start;
        long rawBytes = 0;
        for (int i = 0; i < chunks.size(); i++) {
            ParquetStruct chunk = chunks.get(i);
            chunk.demandFields(2, 3);
            demand(chunk.i64(2) == 0, "tells of metadata outside the footer", chunk);
            Part part = readPart(chunk.struct(3), columns.get(i), table.gzip(), rows, next);
            next += part.bytes;
            rawBytes += part.rawBytes;
            parts.add(part);
        }
        demand(group.i64(5) == start, "has a row group in another place than it says", group);
        demand(
                group.i64(2) == rawBytes && group.i64(6) == next - start,
                "has a row group of other bytes than its columns",
                group);
        return new RowGroup(firstRow, rows, List.copyOf(parts));
    }

    private static Part readPart(ParquetStruct column, ExpectedColumn expected, boolean gzip, long rows, long start)
            throws MalformedParquetException {
        checkFields(column, expected);
        String name = "column " + expected.name();
        demand(column.i32(1) == (expected.isByte() ? INT32 : INT64), name + " is of another type", column);
        demand(
                column.i32s(2).equals(expected.isByte() ? BYTE_ENCODINGS : LONG_ENCODINGS),
                name + " is encoded in another way",
                column);
        demand(column.texts(3).equals(expected.path()), name + " is not where it should be", column);
        demand(
                column.i32(4) == (gzip ? GZIP : UNCOMPRESSED),
                name + (gzip ? " is not compressed by gzip" : " is compressed"),
                column);
        demand(column.i64(5) == rows * expected.valuesPerRow(), name + " has other values than rows", column);
        long rawBytes = column.i64(6);
        long bytes = column.i64(7);
        demand(rawBytes > 0 && bytes > 0, name + " has no bytes", column);
        demand(bytes <= Long.MAX_VALUE - start, name + " has more bytes than the file", column);
        demand(
                expected.isByte() ? column.i64(11) == start && column.i64(9) > start : column.i64(9) == start,
                name + " does not begin where the pages before it end",
                column);
        Optional<ParquetStruct> statistics = expected.isBounded() ? Optional.of(column.struct(12)) : Optional.empty();
        return new Part(start, bytes, rawBytes, column.i64(9), gzip, statistics);
    }

    private static void checkFields(ParquetStruct column, ExpectedColumn expected) throws MalformedParquetException {
        Set<Integer> fields = new HashSet<>(Set.of(1, 2, 3, 4, 5, 6, 7, 9));
        if (expected.isByte()) {
            fields.add(11);
        }
        if (expected.isBounded()) {
            fields.add(12);
        }
        column.demandFields(fields.toArray(Integer[]::new));
    }

    private static void checkOrders(List<ParquetStruct> orders, List<ExpectedColumn> columns, ParquetStruct footer)
            throws MalformedParquetException {
        demand(orders.size() == columns.size(), "does not tell how each column is ordered", footer);
        for (ParquetStruct order : orders) {
            order.demandFields(TYPE_ORDER);
            order.struct(TYPE_ORDER).demandFields();
        }
    }

    private static void checkSchema(List<ParquetStruct> schema, List<ExpectedColumn> columns, ParquetStruct footer)
            throws MalformedParquetException {
        int elements =
                1 + columns.stream().mapToInt(column -> 1 + 2 * column.depth()).sum();
        demand(schema.size() == elements, "has a schema of other columns", footer);
        ParquetStruct root = schema.get(0);
        root.demandFields(4, 5);
        demand(root.text(4).equals("schema") && root.i32(5) == columns.size(), "has a schema of other columns", root);
        int next = 1;
        for (ExpectedColumn column : columns) {
            String name = column.name();
            for (int depth = 0; depth < column.depth(); depth++) {
                checkGroup(schema.get(next++), name, REQUIRED);
                checkGroup(schema.get(next++), "list", REPEATED);
                name = "element";
            }
            checkLeaf(schema.get(next++), name, column);
        }
    }

    private static void checkGroup(ParquetStruct element, String name, int repetition)
            throws MalformedParquetException {
        boolean isSound = element.i32(3) == repetition && element.text(4).equals(name) && element.i32(5) == 1;
        if (repetition == REQUIRED) {
            element.demandFields(3, 4, 5, 6, 10);
            element.struct(10).demandFields(LOGICAL_LIST);
            element.struct(10).struct(LOGICAL_LIST).demandFields();
            isSound &= element.i32(6) == CONVERTED_LIST;
        } else {
            element.demandFields(3, 4, 5);
        }
        demand(isSound, "has a schema whose list " + name + " is none", element);
    }

    private static void checkLeaf(ParquetStruct element, String name, ExpectedColumn column)
            throws MalformedParquetException {
        boolean isSound = element.i32(1) == (column.isByte() ? INT32 : INT64)
                && element.i32(3) == REQUIRED
                && element.text(4).equals(name);
        if (column.isByte()) {
            element.demandFields(1, 3, 4, 6, 10);
            element.struct(10).demandFields(LOGICAL_INTEGER);
            ParquetStruct integer = element.struct(10).struct(LOGICAL_INTEGER);
            integer.demandFields(1, 2);
            isSound &= element.i32(6) == CONVERTED_UINT_8 && integer.i8(1) == Byte.SIZE && !integer.flag(2);
        } else {
            element.demandFields(1, 3, 4);
        }
        demand(isSound, "has a schema whose column " + column.name() + " is of another type", element);
    }

    private static void demand(boolean holds, String otherwise, ParquetStruct where) throws MalformedParquetException {
        if (!holds) {
            throw new MalformedParquetException(otherwise, where.offset());
        }
    }
}
