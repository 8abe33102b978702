package io.atomicdatasets.check;

import io.atomicdatasets.spec.Kind;

/** What {@code families} arrays tell of an object, as the documentation numbers it. */
enum ShapeFamily {
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

    ShapeFamily(int code, Kind kind) {
        this.code = code;
        this.kind = kind;
    }

    int code() {
        return code;
    }

    Kind kind() {
        return kind;
    }
}
