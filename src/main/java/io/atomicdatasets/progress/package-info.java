/**
 * How far a run is: the workers' phases and counts come in, a snapshot for bars and pages goes out, and the
 * wish to stop travels the other way.
 */
@NullMarked
package io.atomicdatasets.progress;

import org.jspecify.annotations.NullMarked;
