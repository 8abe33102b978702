/**
 * What a request will cost: a {@code DatasetSpec} comes in, a {@code Plan} with an estimate, warnings and the expected
 * labels goes out.
 */
@NullMarked
package io.atomicdatasets.plan;

import org.jspecify.annotations.NullMarked;
