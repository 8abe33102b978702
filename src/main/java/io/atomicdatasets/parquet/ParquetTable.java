package io.atomicdatasets.parquet;

import java.util.HashSet;
import java.util.List;

/**
 * What one kind of Parquet file holds.
 *
 * @param columns its columns, at least one, each with a name of its own
 * @param stored whether pages are UNCOMPRESSED, made of segments that are the bytes themselves; otherwise they are GZIP,
 *     made of segments that are DEFLATE
 * @param encoderVersion the version of the bytes, which the file tells
 */
public record ParquetTable(List<ParquetColumn> columns, boolean stored, int encoderVersion) {
    public ParquetTable {
        columns = List.copyOf(columns);
        List<String> names = columns.stream().map(ParquetColumn::name).toList();
        if (names.isEmpty() || new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("columns must have different names, at least one: " + names);
        }
    }

    /** Bytes of the values of a row. */
    public int bytesPerRow() {
        return columns.stream()
                .mapToInt(column -> column.valuesPerRow() * column.type().bytes())
                .sum();
    }

    /** How the application that wrote a file names itself in it, in the form that readers take apart. */
    String createdBy() {
        return "atomic-datasets version " + encoderVersion;
    }
}
