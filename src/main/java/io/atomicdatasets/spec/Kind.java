package io.atomicdatasets.spec;

/** The kind of an object. The codes are those of {@code dominant_kind} labels and of {@code kinds} arrays. */
public enum Kind {
    BLOB(0),
    RECTANGLE(1),
    LINE(2),
    PATTERN(3);

    /** How many kinds there are. */
    public static final int COUNT = 4;

    private final int code;

    Kind(int code) {
        this.code = code;
    }

    /** The number of this kind in arrays and labels, 0..3. */
    public int code() {
        return code;
    }

    /** The name in requests and files, such as {@code blob}. */
    public String label() {
        return WireNames.of(this);
    }
}
