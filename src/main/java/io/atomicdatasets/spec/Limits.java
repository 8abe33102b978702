package io.atomicdatasets.spec;

/**
 * How large a dataset may be in this installation.
 *
 * @param maxImages the most images of one dataset
 * @param maxCells the most cells of one dataset: images times cells per image
 */
public record Limits(long maxImages, long maxCells) {
    public static final Limits DEFAULT = new Limits(1_000_000_000L, 256_000_000_000L);

    /** For requests that were accepted once: lowering the limits must not invalidate them. */
    public static final Limits NONE = new Limits(Long.MAX_VALUE, Long.MAX_VALUE);

    public Limits {
        if (maxImages < 1 || maxCells < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
