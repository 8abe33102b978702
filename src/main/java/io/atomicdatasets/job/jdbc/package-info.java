/**
 * The store of jobs on SQL. Empty until the service is built.
 */
@NullMarked
package io.atomicdatasets.job.jdbc;

import org.jspecify.annotations.NullMarked;
