/**
 * What stands on disk: names and their reservation, the staging directory that becomes a dataset by one rename,
 * and the files that describe it.
 */
@NullMarked
package io.atomicdatasets.catalog;

import org.jspecify.annotations.NullMarked;
