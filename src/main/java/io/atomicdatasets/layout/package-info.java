/** Which files a dataset has and what stands in them: a {@code DatasetSpec} comes in, arrays, members, names and versions go out. */
@NullMarked
package io.atomicdatasets.layout;

import org.jspecify.annotations.NullMarked;
