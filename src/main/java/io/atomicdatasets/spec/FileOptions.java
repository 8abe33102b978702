package io.atomicdatasets.spec;

/**
 * What the files hold beside images and labels, and how. It has no influence on the images.
 *
 * @param annotations whether each file also holds the ground truth: masks, boxes, kinds and more
 * @param compression how the arrays stand in the files
 */
public record FileOptions(boolean annotations, Compression compression) {
    public static final FileOptions DEFAULT = new FileOptions(false, Compression.DEFLATE);
}
