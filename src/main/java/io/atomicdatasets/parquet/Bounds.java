package io.atomicdatasets.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Between which values all values of a page or a row group are: statistics by which a reader skips what it does not need.
 *
 * @param least the least value
 * @param greatest the greatest value
 */
public record Bounds(long least, long greatest) {
    public Bounds {
        if (least > greatest) {
            throw new IllegalArgumentException("bounds " + least + " > " + greatest);
        }
    }

    /**
     * The bounds of the values in the first {@code length} bytes.
     *
     * @param length a multiple of the bytes of a value, at least one value
     */
    public static Bounds of(ParquetColumn.Type type, byte[] raw, int length) {
        ByteBuffer values = ByteBuffer.wrap(raw, 0, length).order(ByteOrder.LITTLE_ENDIAN);
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        while (values.hasRemaining()) {
            long value =
                    switch (type) {
                        case UINT8 -> values.get() & 0xFF;
                        case INT64 -> values.getLong();
                    };
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        return new Bounds(least, greatest);
    }

    /** The bounds of both. */
    Bounds and(Bounds other) {
        return new Bounds(Math.min(least, other.least), Math.max(greatest, other.greatest));
    }
}
