package io.atomicdatasets.plan;

import io.atomicdatasets.layout.ReadableBytes;

/**
 * What making a dataset will take.
 *
 * @param numImages images in all splits
 * @param bytesPerImage bytes of one image in memory
 * @param diskBytes bytes to keep free on the disk while it is made
 * @param workingMemoryBytes bytes of memory the run needs, whatever the number of images
 * @param seconds that generating and writing will take, roughly, on an otherwise idle machine; validation and the picture
 *     come on top
 */
public record Estimate(long numImages, int bytesPerImage, long diskBytes, long workingMemoryBytes, double seconds) {
    /** Bytes of all images once they are loaded into memory. */
    public long bytes() {
        return numImages * bytesPerImage;
    }

    /** {@link #bytes()} for a person. */
    public String readable() {
        return ReadableBytes.of(bytes());
    }
}
