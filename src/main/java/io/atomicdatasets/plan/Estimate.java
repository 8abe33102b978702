package io.atomicdatasets.plan;

import java.util.Locale;

/**
 * What a dataset will take.
 *
 * @param numImages images in all splits
 * @param bytesPerImage bytes of one image in memory
 * @param diskBytes bytes to keep free on the disk while it is made
 * @param workingMemoryBytes bytes of memory the run needs, whatever the number of images
 * @param seconds that generating and writing will take, roughly; reading back and the picture come on top
 */
public record Estimate(long numImages, int bytesPerImage, long diskBytes, long workingMemoryBytes, double seconds) {
    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    /** Bytes of the images as whoever loads them will hold them. */
    public long bytes() {
        return numImages * bytesPerImage;
    }

    /** {@link #bytes()} for a person. */
    public String readable() {
        return readable(bytes());
    }

    /** A number of bytes for a person, in powers of 1024: 25,600,000 reads {@code 24.41 MB}. */
    public static String readable(long bytes) {
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
