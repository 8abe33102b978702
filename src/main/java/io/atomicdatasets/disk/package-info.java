/**
 * Durability: files, directory entries and trees are written, forced and deleted such that a power loss cannot undo them.
 */
@NullMarked
package io.atomicdatasets.disk;

import org.jspecify.annotations.NullMarked;
