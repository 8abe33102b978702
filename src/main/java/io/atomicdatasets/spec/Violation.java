package io.atomicdatasets.spec;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer where, as a JSON Pointer (RFC 6901) such as {@code /num_images}; empty for the request as a whole
 * @param detail what is allowed, as a sentence without its subject: {@code must be between 1 and 1000000000}
 */
public record Violation(String pointer, String detail) {
    /** The field's name without the pointer's first slash, such as {@code splits/train}. */
    public String field() {
        return pointer.isEmpty() ? "the request" : pointer.substring(1);
    }

    /** The detail as people read it, with separators in its long numbers: {@code must be between 1 and 1,000,000,000}. */
    public String readable() {
        return NumberText.grouped(detail);
    }
}
