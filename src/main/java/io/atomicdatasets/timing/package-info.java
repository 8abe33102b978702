/**
 * How long runs take on this machine: in come the times that past ones took, out goes the {@link
 * io.atomicdatasets.progress.Forecast} of the next.
 */
@NullMarked
package io.atomicdatasets.timing;

import org.jspecify.annotations.NullMarked;
