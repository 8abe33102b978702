/** What stands on disk: names and reservations, staging directories that become datasets by one rename, and room. */
@NullMarked
package io.atomicdatasets.root;

import org.jspecify.annotations.NullMarked;
