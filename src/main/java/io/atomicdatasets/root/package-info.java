/** The datasets directory: names and reservations, staging directories that become datasets by one rename, free space. */
@NullMarked
package io.atomicdatasets.root;

import org.jspecify.annotations.NullMarked;
