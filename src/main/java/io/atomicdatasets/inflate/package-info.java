/**
 * RFC 1951 read back: a DEFLATE stream comes in, whoever made it, and its bytes go out. It shares nothing with {@code
 * deflate}, so that what one gets wrong the other does not.
 */
@NullMarked
package io.atomicdatasets.inflate;

import org.jspecify.annotations.NullMarked;
