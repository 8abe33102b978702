package io.atomicdatasets.spec;

/** What an object's shape is within its kind. The codes are those of {@code families} arrays. */
public enum Family {
    BLOB(0, Kind.BLOB),
    RECTANGLE(1, Kind.RECTANGLE),
    LINE_HORIZONTAL(2, Kind.LINE),
    LINE_VERTICAL(3, Kind.LINE),
    LINE_DIAGONAL(4, Kind.LINE),
    LINE_ANTI_DIAGONAL(5, Kind.LINE),
    CHECKERBOARD(6, Kind.PATTERN),
    L(7, Kind.PATTERN),
    T(8, Kind.PATTERN),
    PLUS(9, Kind.PATTERN),
    ZIGZAG(10, Kind.PATTERN);

    private final int code;
    private final Kind kind;

    Family(int code, Kind kind) {
        this.code = code;
        this.kind = kind;
    }

    /** The number that stands for this family in arrays, 0..10. */
    public int code() {
        return code;
    }

    /** The kind this family belongs to. */
    public Kind kind() {
        return kind;
    }

    /** The name in files, such as {@code line_horizontal}. */
    public String label() {
        return WireNames.of(this);
    }
}
