/** The door: words of a command line come in, an exit code goes out. */
@NullMarked
package io.atomicdatasets;

import org.jspecify.annotations.NullMarked;
