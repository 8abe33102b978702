/** The files that describe a dataset: what was made and found comes in, {@code metadata.json}, {@code README.md}, {@code croissant.json} and {@code SHA256SUMS} go out. */
@NullMarked
package io.atomicdatasets.describe;

import org.jspecify.annotations.NullMarked;
