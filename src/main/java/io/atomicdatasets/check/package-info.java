/**
 * The distrustful reader: a directory of finished files and what is to be published about them come in, the list of
 * checks that they passed or failed goes out. With the writer it shares the request and, for the bulk, the fast split
 * rule; what it derives from the images of its sample it derives by plain code of its own.
 */
@NullMarked
package io.atomicdatasets.check;

import org.jspecify.annotations.NullMarked;
