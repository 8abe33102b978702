/**
 * Apache Parquet files: segments of uint8 and int64 elements come in, and are the pages that go out, without being
 * compressed again.
 */
@NullMarked
package io.atomicdatasets.parquet;

import org.jspecify.annotations.NullMarked;
