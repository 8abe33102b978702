/** Threads for work that is cut into pieces. */
@NullMarked
package io.atomicdatasets.parallel;

import org.jspecify.annotations.NullMarked;
