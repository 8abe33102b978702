package io.atomicdatasets.parquet;

/**
 * The numbers of the encodings that are used.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/data-pages/encodings/">Parquet encodings</a>
 */
final class Encoding {
    /** Values one after the other, little-endian. */
    static final int PLAIN = 0;
    /** Runs, and groups of eight in bits, one after the other: levels. */
    static final int RLE = 3;
    /** The same of indices into the dictionary, behind a byte that tells their width. */
    static final int RLE_DICTIONARY = 8;

    private Encoding() {}
}
