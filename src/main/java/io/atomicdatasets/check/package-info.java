/**
 * The distrustful reader: a directory of finished files comes in, the list of checks they passed or failed goes
 * out. It shares the formats and the rules with the writer, and no code that writes.
 */
@NullMarked
package io.atomicdatasets.check;

import org.jspecify.annotations.NullMarked;
