/**
 * The arrays on disk: a plan comes in, chunks of candidates are made on all cores and appended in order, train,
 * val and test.npz go out.
 */
@NullMarked
package io.atomicdatasets.dataset;

import org.jspecify.annotations.NullMarked;
