package io.atomicdatasets.spark;

import io.atomicdatasets.spec.DatasetSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of a table of images. */
enum ImageColumn {
    CANDIDATE(DataTypes.LongType),
    SPLIT(DataTypes.StringType),
    LABEL(DataTypes.IntegerType),
    /** The cells, row by row. */
    IMAGE(DataTypes.BinaryType),
    /** The ground truth; codes are those of the files. */
    OBJECTS(DataTypes.createArrayType(
            struct("kind", "family", "value", "row", "column", "height", "width", "size"), false));

    private final DataType type;

    ImageColumn(DataType type) {
        this.type = type;
    }

    private static StructType struct(String... names) {
        return new StructType(Stream.of(names)
                .map(name -> DataTypes.createStructField(name, DataTypes.IntegerType, false))
                .toArray(StructField[]::new));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All columns that the images of a request have. */
    static StructType schema(DatasetSpec spec) {
        return schema(Stream.of(values())
                .filter(column -> column != OBJECTS || spec.fileOptions().annotations())
                .toList());
    }

    /** These columns. */
    static StructType schema(List<ImageColumn> columns) {
        return new StructType(columns.stream()
                .map(column -> DataTypes.createStructField(column.label(), column.type, false))
                .toArray(StructField[]::new));
    }

    /** The columns of a schema, in its order. */
    static List<ImageColumn> of(StructType schema) {
        return Arrays.stream(schema.fieldNames())
                .map(name -> valueOf(name.toUpperCase(Locale.ROOT)))
                .toList();
    }
}
