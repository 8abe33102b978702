/**
 * What the disk holds when a call returns: files, names and trees, written, forced and deleted.
 */
@NullMarked
package io.atomicdatasets.disk;

import org.jspecify.annotations.NullMarked;
