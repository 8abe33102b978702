package io.atomicdatasets.spec;

/** What differs between an image and its counterfactual partner: one factor of one object. */
public enum Edit {
    /** It stands elsewhere. */
    MOVE(0, "place"),
    /** It has another value. */
    RECOLOUR(1, "value"),
    /** It is turned or mirrored where it stands. */
    TURN(2, "orientation"),
    /** It is missing. */
    REMOVE(3, "presence"),
    /** It has another shape. */
    REPLACE(4, "shape");

    private final int code;
    private final String factor;

    Edit(int code, String factor) {
        this.code = code;
        this.factor = factor;
    }

    /** The name in requests and files, such as {@code recolour}. */
    public String label() {
        return WireNames.of(this);
    }

    /** The factor that it changes: place, value, orientation, presence or shape. */
    public String factor() {
        return factor;
    }

    /** The number in files of the factor that it changes: 0 place, 1 value, 2 orientation, 3 presence, 4 shape. */
    public int code() {
        return code;
    }

    /** Whether images that differ in it have the same shapes, so that splits by shapes keep them together. */
    public boolean keepsShapes() {
        return this != REMOVE && this != REPLACE;
    }

    /** Whether it can be asked for where this decides the split: shapes, or a form that it leaves as it is. */
    public boolean goesWith(SplitBy splitBy) {
        return splitBy == SplitBy.SHAPES || this == RECOLOUR;
    }
}
