/** The store of jobs in a SQL database: H2 or PostgreSQL. */
@NullMarked
package io.atomicdatasets.job.jdbc;

import org.jspecify.annotations.NullMarked;
