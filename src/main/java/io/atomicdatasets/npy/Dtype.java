package io.atomicdatasets.npy;

import java.util.Locale;

/** The element types that are written, all little-endian. */
public enum Dtype {
    UINT8("|u1", 1),
    UINT32("<u4", 4),
    INT64("<i8", 8);

    private final String descr;
    private final int bytes;

    Dtype(String descr, int bytes) {
        this.descr = descr;
        this.bytes = bytes;
    }

    /** The type string of NumPy's array interface. */
    public String descr() {
        return descr;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** The name people use, such as {@code uint8}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
