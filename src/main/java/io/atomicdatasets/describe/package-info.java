/** The files that describe a dataset: what was made and found comes in, {@code metadata.json} and {@code croissant.json} go out. */
@NullMarked
package io.atomicdatasets.describe;

import org.jspecify.annotations.NullMarked;
