/**
 * The terminal: words come in, the pipeline is called, lines for a person and an exit code go out.
 */
@NullMarked
package io.atomicdatasets.cli;

import org.jspecify.annotations.NullMarked;
