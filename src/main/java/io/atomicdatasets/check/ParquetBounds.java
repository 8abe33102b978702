package io.atomicdatasets.check;

import java.util.Arrays;

/** The least and the greatest of the elements of a row group, to hold against what the footer says of them. */
final class ParquetBounds {
    private final ExpectedColumn column;
    private long least = Long.MAX_VALUE;
    private long greatest = Long.MIN_VALUE;

    /** The first bytes of an element whose others are still to come. */
    private long begun;

    private int begunBytes;

    ParquetBounds(ExpectedColumn column) {
        this.column = column;
    }

    void add(byte[] elements, int from, int length) {
        if (!column.isBounded()) {
            return;
        }
        for (int i = from; i < from + length; i++) {
            begun |= (elements[i] & 0xFFL) << (Byte.SIZE * begunBytes);
            if (++begunBytes == column.bytesPerValue()) {
                least = Math.min(least, begun);
                greatest = Math.max(greatest, begun);
                begun = 0;
                begunBytes = 0;
            }
        }
    }

    /** Holds them against a struct of statistics. */
    void demandEqual(ParquetStruct statistics) throws MalformedParquetException {
        statistics.demandFields(3, 5, 6);
        boolean holds = statistics.i64(3) == 0
                && Arrays.equals(statistics.bytes(5), plain(greatest))
                && Arrays.equals(statistics.bytes(6), plain(least));
        if (!holds) {
            throw new MalformedParquetException(
                    "has bounds of column %s that are not %d and %d".formatted(column.name(), least, greatest),
                    statistics.offset());
        }
    }

    /** As values stand in pages: a byte as an INT32. */
    private byte[] plain(long value) {
        byte[] plain = new byte[column.isByte() ? Integer.BYTES : Long.BYTES];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = (byte) (value >>> (Byte.SIZE * i));
        }
        return plain;
    }
}
