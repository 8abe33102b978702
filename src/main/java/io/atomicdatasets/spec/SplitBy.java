package io.atomicdatasets.spec;

/** What of an image decides its split. */
public enum SplitBy {
    /** Its occupied cells, up to the symmetries of the square. */
    FORM,
    /** The shapes of its objects, each up to the symmetries of the square, wherever they are. */
    SHAPES;

    /** The name in requests and files, such as {@code shapes}. */
    public String label() {
        return WireNames.of(this);
    }
}
