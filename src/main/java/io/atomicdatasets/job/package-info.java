/**
 * The life of datasets in the service: each call makes at most one state transition of a job, and the scheduler runs what was
 * confirmed.
 */
@NullMarked
package io.atomicdatasets.job;

import org.jspecify.annotations.NullMarked;
