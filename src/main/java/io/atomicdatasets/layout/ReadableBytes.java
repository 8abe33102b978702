package io.atomicdatasets.layout;

import java.util.Locale;

/** A number of bytes for a person, in powers of 1024: 25,600,000 reads {@code 24.41 MB}. */
public final class ReadableBytes {
    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    private ReadableBytes() {}

    /** The number with its unit. */
    public static String of(long bytes) {
        if (bytes < KIB) {
            return bytes + " bytes";
        }
        if (bytes < MIB) {
            return inUnits(bytes, KIB, "KB");
        }
        return bytes < GIB ? inUnits(bytes, MIB, "MB") : inUnits(bytes, GIB, "GB");
    }

    private static String inUnits(long bytes, long unit, String name) {
        return String.format(Locale.ROOT, "%.2f %s", (double) bytes / unit, name);
    }
}
