/**
 * What was asked: the fields of a request come in, a {@code DatasetSpec} that is valid by construction goes
 * out, or everything that was wrong with them at once.
 */
@NullMarked
package io.atomicdatasets.spec;

import org.jspecify.annotations.NullMarked;
