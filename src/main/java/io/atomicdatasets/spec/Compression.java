package io.atomicdatasets.spec;

/** How the arrays stand in their files. */
public enum Compression {
    /** Deflated: a twentieth of the bytes. */
    DEFLATE,
    /** As they are, aligned to 64 bytes, so that they can be mapped into memory in place. */
    STORED;

    /** The name in requests and files, such as {@code deflate}. */
    public String label() {
        return Names.of(this);
    }
}
