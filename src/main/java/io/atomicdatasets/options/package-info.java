/** The fields of a request as options of a command: of the terminal's, and of others that make datasets. */
@NullMarked
package io.atomicdatasets.options;

import org.jspecify.annotations.NullMarked;
