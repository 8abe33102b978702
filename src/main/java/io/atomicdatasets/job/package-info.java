/**
 * Datasets asked for and what becomes of them: calls come in, each moves a job along its states at most once, and the
 * scheduler runs what was confirmed.
 */
@NullMarked
package io.atomicdatasets.job;

import org.jspecify.annotations.NullMarked;
