/** The store of jobs on SQL: jobs and changes come in, rows of H2 or PostgreSQL go out. */
@NullMarked
package io.atomicdatasets.job.jdbc;

import org.jspecify.annotations.NullMarked;
