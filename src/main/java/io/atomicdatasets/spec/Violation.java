package io.atomicdatasets.spec;

/**
 * A rule that a request violates.
 *
 * @param pointer where, as a JSON Pointer (RFC 6901) such as {@code /num_images}; empty for the request as a whole
 * @param detail the rule, as a predicate: {@code must be between 1 and 1000000000}
 */
public record Violation(String pointer, String detail) {
    /** The pointer without its first slash, such as {@code splits/train}. */
    public String field() {
        return pointer.isEmpty() ? "the request" : pointer.substring(1);
    }

    /** The detail with thousands separators: {@code must be between 1 and 1,000,000,000}. */
    public String readable() {
        return NumberText.grouped(detail);
    }
}
