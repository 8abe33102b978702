/**
 * What a request will cost: a {@code DatasetSpec} comes in, a {@code Plan} with its estimate, its warnings and
 * the labels to expect goes out.
 */
@NullMarked
package io.atomicdatasets.plan;

import org.jspecify.annotations.NullMarked;
