/**
 * The terminal commands: arguments come in, the pipeline is called, text for a person and an exit code go out.
 */
@NullMarked
package io.atomicdatasets.cli;

import org.jspecify.annotations.NullMarked;
