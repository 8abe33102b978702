package io.atomicdatasets.spec;

/** What the {@code labels} array holds. */
public enum LabelScheme {
    /** How many objects the image has. */
    OBJECT_COUNT,
    /** The kind with the most cells; on a tie the one that comes first in {@link Kind}. */
    DOMINANT_KIND,
    /** The rank of the vector (blobs, rectangles, lines, patterns) of counts among all possible ones. */
    COMPOSITION;

    /** The largest {@code max_objects} for which {@link #COMPOSITION} has at most 256 classes. */
    static final int COMPOSITION_OBJECTS = 6;

    /** The name in requests and files, such as {@code object_count}. */
    public String label() {
        return WireNames.of(this);
    }
}
