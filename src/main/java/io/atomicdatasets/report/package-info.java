/**
 * The pictures: images, labels and statistics come in, a PNG that a person looks at goes out.
 */
@NullMarked
package io.atomicdatasets.report;

import org.jspecify.annotations.NullMarked;
