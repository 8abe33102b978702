/**
 * How far a run is: the workers report phases and counts, progress bars and pages take snapshots, and a request to
 * stop travels the other way.
 */
@NullMarked
package io.atomicdatasets.progress;

import org.jspecify.annotations.NullMarked;
