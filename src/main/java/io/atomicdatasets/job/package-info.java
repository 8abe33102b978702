/**
 * Datasets asked for over HTTP and their states. Empty until the service is built.
 */
@NullMarked
package io.atomicdatasets.job;

import org.jspecify.annotations.NullMarked;
