package io.atomicdatasets.spec;

/**
 * What the files hold besides images and labels, and how. Does not affect the images.
 *
 * @param annotations whether each file also holds the ground truth, such as masks, boxes and kinds
 * @param compression how the arrays are written
 */
public record FileOptions(boolean annotations, Compression compression) {
    public static final FileOptions DEFAULT = new FileOptions(false, Compression.DEFLATE);
}
