package io.atomicdatasets.spec;

/** How arrays are written to their files. */
public enum Compression {
    /** DEFLATE (RFC 1951): about a seventeenth of the bytes for 16x16 images. */
    DEFLATE,
    /** Uncompressed and aligned to 64 bytes, so that they can be memory-mapped in place. */
    STORED;

    /** The name in requests and files, such as {@code deflate}. */
    public String label() {
        return WireNames.of(this);
    }
}
