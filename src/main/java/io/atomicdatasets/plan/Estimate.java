package io.atomicdatasets.plan;

import io.atomicdatasets.layout.ReadableBytes;

/**
 * What making a dataset will take.
 *
 * @param numImages images in all splits
 * @param bytesPerImage bytes of one image in memory, with its partner if it has one
 * @param diskBytes bytes to keep free on the disk while it is made
 * @param workingMemoryBytes bytes of memory the run needs, whatever the number of images
 * @param seconds that the whole run will take, from its start until the dataset is published, by what past runs took
 * @param sampledSeconds that its images will take as a sample of them tells alone
 */
public record Estimate(
        long numImages,
        int bytesPerImage,
        long diskBytes,
        long workingMemoryBytes,
        double seconds,
        double sampledSeconds) {
    /** Bytes of all images once they are loaded into memory. */
    public long bytes() {
        return numImages * bytesPerImage;
    }

    /** {@link #bytes()} for a person. */
    public String readable() {
        return ReadableBytes.of(bytes());
    }
}
