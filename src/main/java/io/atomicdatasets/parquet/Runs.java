package io.atomicdatasets.parquet;

import java.io.ByteArrayOutputStream;

/**
 * The hybrid of runs and bit-packed groups in which levels and indices are written.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE">The RLE encoding</a>
 */
final class Runs {
    /** How many values a bit-packed group has. */
    static final int GROUP = 8;

    private Runs() {}

    /** Writes {@code count} times a value of at most eight bits. */
    static void putRun(ByteArrayOutputStream out, int count, int value) {
        putVarint(out, (long) count << 1);
        out.write(value);
    }

    /** Writes what stands before values that are packed; those follow, filled up to a whole group. */
    static void putPackedHeader(ByteArrayOutputStream out, int values) {
        long groups = ((long) values + GROUP - 1) / GROUP;
        putVarint(out, groups << 1 | 1);
    }

    private static void putVarint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest > 0x7F) {
            out.write(((int) rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
