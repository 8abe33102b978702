/**
 * Compression to DEFLATE (RFC 1951) in segments: bytes come in, parts of a stream that can be concatenated go out, each with
 * its CRC-32.
 */
@NullMarked
package io.atomicdatasets.deflate;

import org.jspecify.annotations.NullMarked;
