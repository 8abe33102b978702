package io.atomicdatasets.parquet;

import java.util.List;

/**
 * A column of required values, as a leaf of the schema: a value a row, or nested lists of the same lengths in every row.
 *
 * @param name its name, such as {@code image}
 * @param type of its values
 * @param axes how long the lists are, the outermost first, each at least 1; empty for one value a row
 */
public record ParquetColumn(String name, Type type, List<Integer> axes) {
    /** The types of values that are written. */
    public enum Type {
        /** An unsigned byte; its encoded form is the byte itself. */
        UINT8(1),
        /** A signed integer of 64 bits; its encoded form is little-endian. */
        INT64(8);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        /** Bytes of one value in a segment. */
        public int bytes() {
            return bytes;
        }
    }

    public ParquetColumn {
        axes = List.copyOf(axes);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a column without a name");
        }
        if (axes.stream().anyMatch(length -> length < 1)) {
            throw new IllegalArgumentException(
                    "lists of lengths " + axes + " in column " + name + ", each must be 1 or more");
        }
    }

    /** A column of bytes: one a row, or lists of these lengths. */
    public static ParquetColumn uint8(String name, Integer... axes) {
        return new ParquetColumn(name, Type.UINT8, List.of(axes));
    }

    /** A column of 64-bit integers: one a row, or lists of these lengths. */
    public static ParquetColumn int64(String name, Integer... axes) {
        return new ParquetColumn(name, Type.INT64, List.of(axes));
    }

    /** How many values a row has. */
    public int valuesPerRow() {
        return axes.stream().reduce(1, Math::multiplyExact);
    }

    /**
     * How deep its lists are nested. As nothing is null and no list is empty, this is the greatest repetition level, and
     * the definition level of every value.
     */
    int depth() {
        return axes.size();
    }

    /** Whether pages hold indices into a dictionary: that of all bytes in their order, so that an index is its value. */
    boolean isByDictionary() {
        return type == Type.UINT8;
    }
}
