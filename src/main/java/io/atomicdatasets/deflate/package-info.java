/**
 * RFC 1951 in segments: bytes come in, pieces of DEFLATE that can be joined end to end go out, each with its
 * CRC-32.
 */
@NullMarked
package io.atomicdatasets.deflate;

import org.jspecify.annotations.NullMarked;
