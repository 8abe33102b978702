/**
 * Requests: the fields of one come in, and a {@code DatasetSpec} that is valid by construction goes out, or all its
 * violations at once.
 */
@NullMarked
package io.atomicdatasets.spec;

import org.jspecify.annotations.NullMarked;
