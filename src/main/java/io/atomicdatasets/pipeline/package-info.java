/**
 * The whole walk on one page: a {@code DatasetSpec} comes in, a published dataset directory goes out.
 */
@NullMarked
package io.atomicdatasets.pipeline;

import org.jspecify.annotations.NullMarked;
