/** Datasets made by Apache Spark: a job that makes one, and a data source whose rows are images. */
@NullMarked
package io.atomicdatasets.spark;

import org.jspecify.annotations.NullMarked;
