package io.atomicdatasets.spec;

/** What the {@code labels} array holds. */
public enum LabelScheme {
    /** How many objects stand in the image. */
    OBJECT_COUNT,
    /** The kind with the most cells; ties go to the kind that comes first in {@link Kind}. */
    DOMINANT_KIND,
    /** The number of the vector (blobs, rectangles, lines, patterns) among all that can occur. */
    COMPOSITION;

    /** The most objects at which {@link #COMPOSITION} has no more than 256 classes. */
    static final int COMPOSITION_OBJECTS = 6;

    /** The name in requests and files, such as {@code object_count}. */
    public String label() {
        return Names.of(this);
    }
}
