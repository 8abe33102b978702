/**
 * Decompression of DEFLATE (RFC 1951): a stream comes in, whoever made it, and its bytes go out. It shares no code with
 * {@code deflate}, so that neither can hide a fault of the other.
 */
@NullMarked
package io.atomicdatasets.inflate;

import org.jspecify.annotations.NullMarked;
