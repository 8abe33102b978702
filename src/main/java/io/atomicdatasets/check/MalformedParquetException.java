package io.atomicdatasets.check;

/** A file that is no Parquet file of the kind it should be. */
final class MalformedParquetException extends MalformedFileException {
    private static final long serialVersionUID = 1;

    private final long offset;

    /**
     * What is wrong, and where.
     *
     * @param what to follow the file's name
     * @param offset of the first byte of what is wrong, or of the page or record that it stands in
     */
    MalformedParquetException(String what, long offset) {
        super(what + ", at byte " + offset);
        this.offset = offset;
    }

    long offset() {
        return offset;
    }
}
